// The inner loops that want wider instructions than the baseline of the processor family, which Swift
// cannot choose at run time: products of matrices, and rounding for them. Every result is the same, to
// the bit, on every processor: the order of the sums is fixed and multiplications are never fused with
// additions.
#ifndef CMATRIX_H
#define CMATRIX_H

#include <stdint.h>

/// Adds the product of A (m × k) and B (k × n) to C (m × n).
///
/// Element (i, p) of A lies at `a[i * a_row + p * a_column]`; B and C are row by row. n is a multiple of 8.
void matrix_add_product(
  long m, long n, long k, const float *_Nonnull a, long a_row, long a_column, const float *_Nonnull b,
  long b_row, float *_Nonnull c, long c_row);

/// Sets C (m × n) to `scale` times the product of A (m × k) and the panels of B, both in whole numbers,
/// plus `bias`, one number a column.
///
/// A lies row by row. B is cut into panels of 8 columns; a panel holds, for each pair of rows of B, the
/// 8 columns' pairs side by side. k is even, n a multiple of 8; no sum may leave 32 bits.
void matrix_product_whole(
  long m, long n, long k, const int16_t *_Nonnull a, long a_row, const int16_t *_Nonnull panels, float scale,
  const float *_Nonnull bias, float *_Nonnull c, long c_row);

/// Rounds count numbers, a multiple of 8, to whole ones, so that the largest becomes `top`.
///
/// Returns what a whole number must be multiplied by to get back; 0 if all are 0.
float matrix_to_whole(long count, const float *_Nonnull from, float top, int16_t *_Nonnull to);

/// Multiplies count whole numbers, a multiple of 8, by `scale`.
void matrix_from_whole(long count, const int16_t *_Nonnull from, float scale, float *_Nonnull to);

/// Lays out where rows are found by their keys: mask + 1 slots, a power of two and more than the count keys, hold
/// numbers of rows or -1.
void matrix_lay_out_rows(long mask, int32_t *_Nonnull slots, long count, const uint64_t *_Nonnull keys);

/// Finds the rows of count wanted keys, in their order, those without one left out; returns how many there are.
long matrix_find_rows(
  long mask, const int32_t *_Nonnull slots, const uint64_t *_Nonnull keys, long count,
  const uint64_t *_Nonnull wanted, int32_t *_Nonnull rows);

/// Adds `scale` times each of count rows of a table, width numbers a row, to the sums, row after row.
void matrix_add_rows(
  long count, const int32_t *_Nonnull rows, long width, const float *_Nonnull table, double scale,
  double *_Nonnull sums);

/// The light recurrence of a layer over n words: each keeps a share of what was read before it.
///
/// From three numbers a word and lane, candidate x, forget f and reset r, both through a smooth step from 0 to 1, and
/// the layer's own input s: memory c = f * c + (1 - f) * x, output r * c + (1 - r) * s. Of the 2 * half lanes of a word
/// the first half is read from the left, the other from the right; half is a multiple of 8.
void matrix_recur(
  long n, long half, const float *_Nonnull gates, const float *_Nonnull from, float *_Nonnull to);

#endif
