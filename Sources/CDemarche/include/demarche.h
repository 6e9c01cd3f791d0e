// Demarche for programs in other languages: events from news reports, and what a ledger of them answers.
//
// Texts are UTF-8. What goes in is read during the call alone; what comes out is the caller's and is freed with
// demarche_free. Reports come as lines of JSON, {"id", "text", "title", "published", "source", "url", "language"}, one a
// line, of which "text" alone is required. Options and parameters are an object of JSON; NULL stands for none.
//
// Threads: a coder and a ledger may be used by any number of threads at once. An answer and an ingest are used by one
// thread at a time. No function starts a thread, waits for another one or keeps state outside the handles, so a process
// may fork between calls: a coder and a ledger that were opened before are good in the child too; an answer or an ingest
// is not.
//
// Errors: a function that can fail returns a demarche_status. Other than DEMARCHE_DONE and DEMARCHE_REJECTED, `error`
// then holds an object of JSON, {"kind", "message", "file", "line", "help"}: kind is "data" (a file of knowledge, a pack),
// "usage" (options, parameters), "ledger" or "failed"; file, line and help are null where there is none. `error` may be
// NULL. Outputs are only set on success.
#ifndef DEMARCHE_H
#define DEMARCHE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// What this header describes. A library of another number is another interface.
#define DEMARCHE_ABI 1

/// The statuses that functions return: those with which the program ends.
enum {
  DEMARCHE_DONE = 0,
  /// Something failed; `error` says what.
  DEMARCHE_FAILED = 1,
  /// The call is wrong: options, parameters; `error` says what.
  DEMARCHE_USAGE = 2,
  /// Done, but some of the reports were rejected.
  DEMARCHE_REJECTED = 3
};
typedef int32_t demarche_status;

/// Bytes that the library hands out; `bytes` is NULL where there are none. Freed with demarche_free(it.bytes).
typedef struct {
  uint8_t *bytes;
  size_t length;
} demarche_bytes;

/// Knowledge, rules and models, ready to code.
typedef struct demarche_coder demarche_coder;
/// A ledger that is read.
typedef struct demarche_ledger demarche_ledger;
/// What a ledger answers, row after row.
typedef struct demarche_answer demarche_answer;
/// Reports on their way into a ledger.
typedef struct demarche_ingest demarche_ingest;
/// A stream of Arrow's C interface, https://arrow.apache.org/docs/format/CStreamInterface.html.
struct ArrowArrayStream;

/// The number of the interface that the library has: compare it with DEMARCHE_ABI before anything else.
int32_t demarche_abi(void);

/// The version of the program, as its records carry it: {"version", "abi"}.
void demarche_version(demarche_bytes *version);

/// Frees what the library handed out; NULL is nothing.
void demarche_free(void *bytes);

// --- Coding

/// Opens a coder from a pack, which stays mapped until the coder is closed.
///
/// options: "knowledge": [{"name", "path", "text"}], tables named as in a folder of --knowledge; "actors" and "agents":
/// [{"path", "text"}], tables of --actors and --agents; "instead": true leaves the built-in actors out. `path` is what
/// errors name. Costs about a tenth of a second.
demarche_status demarche_open_coder(
  const char *pack, const char *options, demarche_coder **coder, demarche_bytes *error);

/// Closes a coder; NULL is nothing. What was opened with it stays good.
void demarche_close_coder(demarche_coder *coder);

/// What `demarche code - --format jsonl` writes for these lines, byte for byte, on whatever machine and thread.
///
/// options: "negated", "emit_empty" and "emit_errors", true or false, "published" and "source", as the flags of the
/// program. `messages`, which may be NULL, gets what the program says on standard error: a line
/// {"report", "line", "error", "help"} for each report that is rejected and not emitted, or that was mended.
demarche_status demarche_code(
  const demarche_coder *coder, const uint8_t *lines, size_t length, const char *options, demarche_bytes *output,
  demarche_bytes *messages, demarche_bytes *error);

/// What `demarche parse -` writes for these lines: CoNLL-U. The options are "published" and "source".
demarche_status demarche_parse(
  const demarche_coder *coder, const uint8_t *lines, size_t length, const char *options, demarche_bytes *output,
  demarche_bytes *messages, demarche_bytes *error);

/// What `demarche mentions -` writes for these lines. The options are "published" and "source".
demarche_status demarche_mentions(
  const demarche_coder *coder, const uint8_t *lines, size_t length, const char *options, demarche_bytes *output,
  demarche_bytes *messages, demarche_bytes *error);

/// What `demarche claims -` writes for these lines. The options are "published" and "source".
demarche_status demarche_claims(
  const demarche_coder *coder, const uint8_t *lines, size_t length, const char *options, demarche_bytes *output,
  demarche_bytes *messages, demarche_bytes *error);

/// What each sentence came to and why, as text for people. The options are "published" and "source".
demarche_status demarche_explain(
  const demarche_coder *coder, const uint8_t *lines, size_t length, const char *options, demarche_bytes *output,
  demarche_bytes *messages, demarche_bytes *error);

// --- Ledgers

/// Opens a ledger; with "make": true in the options one is made where there is none.
///
/// The coder's knowledge names states, outlets and groups, and codes what is taken in.
demarche_status demarche_open_ledger(
  const demarche_coder *coder, const char *path, const char *options, demarche_ledger **ledger,
  demarche_bytes *error);

/// Closes a ledger; NULL is nothing. Answers and ingests that were begun stay good.
void demarche_close_ledger(demarche_ledger *ledger);

/// Asks a ledger.
///
/// question: "events", "incidents", "relation", "changes", "partners", "panel" or "coverage". parameters: those of the
/// HTTP API and of the command of that name; lists are arrays or texts with commas, the two parties are "a" and "b".
/// Rows of events are read as they are asked for, so that an answer of any length takes little memory.
demarche_status demarche_ask(
  const demarche_ledger *ledger, const char *question, const char *parameters, demarche_answer **answer,
  demarche_bytes *error);

/// The columns of an answer, with or without rows: [{"name", "kind", "meaning"}], kind being "text", "integer", "real",
/// "flag", "day" or "texts".
void demarche_columns(const demarche_answer *answer, demarche_bytes *columns);

/// What is to be said of the whole answer, in sentences; no bytes where nothing is.
void demarche_summary(const demarche_answer *answer, demarche_bytes *summary);

/// The next rows as lines of JSON, as the command of the question writes them; no bytes behind the last.
demarche_status demarche_next(demarche_answer *answer, demarche_bytes *lines, demarche_bytes *error);

/// Hands over the rows that are left as typed columns; the answer then has none, and may be closed at once.
///
/// The caller gives the memory of the stream, and calls its `release` when done with it.
demarche_status demarche_arrow(
  demarche_answer *answer, struct ArrowArrayStream *stream, demarche_bytes *error);

/// Closes an answer; NULL is nothing.
void demarche_close_answer(demarche_answer *answer);

/// A figure as SVG: "relation", with the parameters of the question of that name and "scale".
demarche_status demarche_draw(
  const demarche_ledger *ledger, const char *figure, const char *parameters, demarche_bytes *svg,
  demarche_bytes *error);

/// Begins to take reports into a ledger, in one run. options: "text": false keeps only hashes of texts.
///
/// One ingest at a time writes a ledger; others wait, up to ten seconds.
demarche_status demarche_begin_ingest(
  const demarche_ledger *ledger, const char *options, demarche_ingest **ingest, demarche_bytes *error);

/// Codes reports and takes them in, those that the ledger has already left out. options as for demarche_code.
demarche_status demarche_ingest_lines(
  demarche_ingest *ingest, const uint8_t *lines, size_t length, const char *options, demarche_bytes *messages,
  demarche_bytes *error);

/// Ends the run: {"added", "known", "new_versions", "rejected", "events"}; afterwards the ingest can only be closed.
demarche_status demarche_finish_ingest(demarche_ingest *ingest, demarche_bytes *counts, demarche_bytes *error);

/// Closes an ingest, NULL is nothing. What was not finished stays away as far as it was not stored yet.
void demarche_close_ingest(demarche_ingest *ingest);

#ifdef __cplusplus
}
#endif

#endif
