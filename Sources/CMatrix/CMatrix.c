#include "CMatrix.h"

#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__)
#define WIDEST __attribute__((target_clones("avx2", "default")))
#else
#define WIDEST
#endif

typedef float lanes __attribute__((vector_size(32), aligned(4)));

// A block of `rows` × (8 * `wide`) of C stays in registers while k runs.
static inline __attribute__((always_inline)) void float_block(
  int rows, int wide, long k, const float *a, long a_row, long a_column, const float *b, long b_row,
  float *c, long c_row) {
  lanes sum[4][2];
#pragma unroll
  for (int i = 0; i < rows; i++)
#pragma unroll
    for (int j = 0; j < wide; j++) sum[i][j] = *(const lanes *)(c + i * c_row + 8 * j);
  for (long p = 0; p < k; p++) {
    lanes row[2];
#pragma unroll
    for (int j = 0; j < wide; j++) row[j] = *(const lanes *)(b + p * b_row + 8 * j);
#pragma unroll
    for (int i = 0; i < rows; i++) {
      float x = a[i * a_row + p * a_column];
      lanes spread = {x, x, x, x, x, x, x, x};
#pragma unroll
      for (int j = 0; j < wide; j++) sum[i][j] += spread * row[j];
    }
  }
#pragma unroll
  for (int i = 0; i < rows; i++)
#pragma unroll
    for (int j = 0; j < wide; j++) *(lanes *)(c + i * c_row + 8 * j) = sum[i][j];
}

static inline __attribute__((always_inline)) void float_rows(
  int rows, long n, long k, const float *a, long a_row, long a_column, const float *b, long b_row, float *c,
  long c_row) {
  long j = 0;
  for (; j + 16 <= n; j += 16) float_block(rows, 2, k, a, a_row, a_column, b + j, b_row, c + j, c_row);
  for (; j < n; j += 8) float_block(rows, 1, k, a, a_row, a_column, b + j, b_row, c + j, c_row);
}

WIDEST void matrix_add_product(
  long m, long n, long k, const float *a, long a_row, long a_column, const float *b, long b_row, float *c,
  long c_row) {
  long i = 0;
  for (; i + 4 <= m; i += 4) float_rows(4, n, k, a + i * a_row, a_row, a_column, b, b_row, c + i * c_row, c_row);
  a += i * a_row;
  c += i * c_row;
  switch (m - i) {
  case 1: float_rows(1, n, k, a, a_row, a_column, b, b_row, c, c_row); break;
  case 2: float_rows(2, n, k, a, a_row, a_column, b, b_row, c, c_row); break;
  case 3: float_rows(3, n, k, a, a_row, a_column, b, b_row, c, c_row); break;
  default: break;
  }
}

typedef int32_t sums __attribute__((vector_size(32), aligned(4)));
typedef int16_t halves __attribute__((vector_size(32), aligned(2)));

static inline __attribute__((always_inline)) void add_pair_products(sums *sum, const halves *a, const halves *b) {
  halves x = *a, y = *b;
  // Products of neighbours, added two by two: compilers know this shape as one instruction.
  typedef int32_t wide __attribute__((vector_size(64)));
  wide p = __builtin_convertvector(x, wide) * __builtin_convertvector(y, wide);
  sums even = __builtin_shufflevector(p, p, 0, 2, 4, 6, 8, 10, 12, 14);
  sums odd = __builtin_shufflevector(p, p, 1, 3, 5, 7, 9, 11, 13, 15);
  *sum += even + odd;
}

// A block of `rows` × (8 * `wide`) of the product stays in registers while k runs.
static inline __attribute__((always_inline)) void whole_block(
  int rows, int wide, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  sums sum[6][2];
#pragma unroll
  for (int i = 0; i < rows; i++)
#pragma unroll
    for (int j = 0; j < wide; j++) sum[i][j] = (sums){0};
  for (long p = 0; p < k; p += 2) {
    halves b[2];
#pragma unroll
    for (int j = 0; j < wide; j++) b[j] = *(const halves *)(panels + j * 8 * k + 8 * p);
#pragma unroll
    for (int i = 0; i < rows; i++) {
      int32_t pair;
      __builtin_memcpy(&pair, a + i * a_row + p, 4);
      sums spread = {pair, pair, pair, pair, pair, pair, pair, pair};
#pragma unroll
      for (int j = 0; j < wide; j++) add_pair_products(&sum[i][j], (const halves *)&spread, &b[j]);
    }
  }
#pragma unroll
  for (int i = 0; i < rows; i++)
#pragma unroll
    for (int j = 0; j < wide; j++)
      *(lanes *)(c + i * c_row + 8 * j) =
        __builtin_convertvector(sum[i][j], lanes) * scale + *(const lanes *)(bias + 8 * j);
}

// Two panels at a time meet all rows while they lie in the nearest cache: the matrix is read once.
// The rows are cut into blocks of nearly the same height, so that none is left with too little to do at once.
static inline __attribute__((always_inline)) void whole_product(
  long m, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  long blocks = (m + 5) / 6;
  for (long j = 0; j < n; j += 16) {
    int wide = j + 16 <= n ? 2 : 1;
    long start = 0;
    for (long block = 0; block < blocks; block++) {
      long end = m * (block + 1) / blocks;
      const int16_t *from = a + start * a_row;
      float *to = c + start * c_row + j;
#define BLOCK(ROWS) \
  case ROWS: \
    if (wide == 2) whole_block(ROWS, 2, k, from, a_row, panels, scale, bias + j, to, c_row); \
    else whole_block(ROWS, 1, k, from, a_row, panels, scale, bias + j, to, c_row); \
    break;
      switch (end - start) { BLOCK(1) BLOCK(2) BLOCK(3) BLOCK(4) BLOCK(5) BLOCK(6) }
#undef BLOCK
      start = end;
    }
    panels += 16 * k;
  }
}

WIDEST static void whole_product_plain(
  long m, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  whole_product(m, n, k, a, a_row, panels, scale, bias, c, c_row);
}

#if defined(__x86_64__) && defined(__linux__)
// The same sums with one instruction for two: whole numbers, so the bits are the same.
__attribute__((target("avx2,avx512f,avx512vl,avx512vnni"))) static void whole_product_fused(
  long m, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  whole_product(m, n, k, a, a_row, panels, scale, bias, c, c_row);
}
#endif

void matrix_product_whole(
  long m, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
#if defined(__x86_64__) && defined(__linux__)
  if (__builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni")) {
    whole_product_fused(m, n, k, a, a_row, panels, scale, bias, c, c_row);
    return;
  }
#endif
  whole_product_plain(m, n, k, a, a_row, panels, scale, bias, c, c_row);
}

typedef int16_t shorts __attribute__((vector_size(16), aligned(2)));

WIDEST float matrix_to_whole(long count, const float *from, float top, int16_t *to) {
  sums most = {0};
  for (long i = 0; i < count; i += 8) {
    // Without its sign a number is the larger, the larger its bits are as a whole number.
    sums x = *(const sums *)(from + i) & 0x7FFFFFFF;
    sums more = x > most;
    most = (more & x) | (~more & most);
  }
  int32_t bits = 0;
  for (int i = 0; i < 8; i++) bits = most[i] > bits ? most[i] : bits;
  float largest;
  __builtin_memcpy(&largest, &bits, 4);
  float factor = largest > 0 ? top / largest : 0;
  for (long i = 0; i < count; i += 8) {
    lanes x = *(const lanes *)(from + i) * factor;
    // A half with the sign of the number, so that cutting off the rest rounds to the nearest.
    sums half = ((sums)x & (int32_t)0x80000000) | 0x3F000000;
    sums whole = __builtin_convertvector(x + (lanes)half, sums);
    *(shorts *)(to + i) = __builtin_convertvector(whole, shorts);
  }
  return largest > 0 ? largest / top : 0;
}

WIDEST void matrix_from_whole(long count, const int16_t *from, float scale, float *to) {
  for (long i = 0; i < count; i += 8)
    *(lanes *)(to + i) = __builtin_convertvector(*(const shorts *)(from + i), lanes) * scale;
}

static inline long slot_of(uint64_t hash, long mask) { return (long)((hash ^ hash >> 32) & (uint64_t)mask); }

long matrix_find_rows(
  long mask, const int32_t *slots, const uint64_t *keys, long count, const uint64_t *wanted, int32_t *rows) {
  // Both tables are larger than the near caches, so all places are asked for before the first is looked at.
  for (long i = 0; i < count; i++) __builtin_prefetch(slots + slot_of(wanted[i], mask));
  for (long i = 0; i < count; i++) {
    int32_t row = slots[slot_of(wanted[i], mask)];
    if (row >= 0) __builtin_prefetch(keys + row);
  }
  long found = 0;
  for (long i = 0; i < count; i++) {
    long at = slot_of(wanted[i], mask);
    while (slots[at] >= 0 && keys[slots[at]] != wanted[i]) at = (at + 1) & mask;
    if (slots[at] >= 0) rows[found++] = slots[at];
  }
  return found;
}

void matrix_lay_out_rows(long mask, int32_t *slots, long count, const uint64_t *keys) {
  for (long at = 0; at <= mask; at++) slots[at] = -1;
  for (long row = 0; row < count; row++) {
    long at = slot_of(keys[row], mask);
    while (slots[at] >= 0) at = (at + 1) & mask;
    slots[at] = (int32_t)row;
  }
}

WIDEST void matrix_add_rows(
  long count, const int32_t *rows, long width, const float *table, double scale, double *sums) {
  for (long i = 0; i < count; i++) {
    // Rows lie far apart: the one after the next is asked for while this one is added.
    if (i + 4 < count) {
      __builtin_prefetch(table + rows[i + 4] * width);
      __builtin_prefetch(table + rows[i + 4] * width + width - 1);
    }
    const float *row = table + rows[i] * width;
    for (long j = 0; j < width; j++) sums[j] += (double)row[j] * scale;
  }
}

// A smooth step from 0 to 1, as `Activation.gate` in Swift; no function, for its argument is wider than the baseline.
#define GATE(x) (0.5f + 0.5f * (x) / __builtin_elementwise_sqrt(1.0f + (x) * (x)))

WIDEST void matrix_recur(long n, long half, const float *gates, const float *from, float *to) {
  for (long side = 0; side < 2; side++)
    for (long lane = 0; lane < half; lane += 8) {
      lanes c = {0};
      for (long step = 0; step < n; step++) {
        long row = side ? n - 1 - step : step;
        const float *gate_row = gates + row * 6 * half + 3 * side * half + lane;
        lanes x = *(const lanes *)gate_row;
        lanes forget = *(const lanes *)(gate_row + half), reset = *(const lanes *)(gate_row + 2 * half);
        c = x + GATE(forget) * (c - x);
        long at = row * 2 * half + side * half + lane;
        lanes s = *(const lanes *)(from + at);
        *(lanes *)(to + at) = s + GATE(reset) * (c - s);
      }
    }
}

#undef GATE
