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

static inline __attribute__((always_inline)) void whole_rows(
  int rows, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  for (long j = 0; j < n; j += 8) {
    sums sum[6];
#pragma unroll
    for (int i = 0; i < rows; i++) sum[i] = (sums){0};
    for (long p = 0; p < k; p += 2) {
      halves b = *(const halves *)panels;
      panels += 16;
#pragma unroll
      for (int i = 0; i < rows; i++) {
        int32_t pair;
        __builtin_memcpy(&pair, a + i * a_row + p, 4);
        sums spread = {pair, pair, pair, pair, pair, pair, pair, pair};
        add_pair_products(&sum[i], (const halves *)&spread, &b);
      }
    }
#pragma unroll
    for (int i = 0; i < rows; i++)
      *(lanes *)(c + i * c_row + j) =
        __builtin_convertvector(sum[i], lanes) * scale + *(const lanes *)(bias + j);
  }
}

WIDEST void matrix_product_whole(
  long m, long n, long k, const int16_t *a, long a_row, const int16_t *panels, float scale,
  const float *bias, float *c, long c_row) {
  long i = 0;
  for (; i + 6 <= m; i += 6)
    whole_rows(6, n, k, a + i * a_row, a_row, panels, scale, bias, c + i * c_row, c_row);
  a += i * a_row;
  c += i * c_row;
  switch (m - i) {
  case 1: whole_rows(1, n, k, a, a_row, panels, scale, bias, c, c_row); break;
  case 2: whole_rows(2, n, k, a, a_row, panels, scale, bias, c, c_row); break;
  case 3: whole_rows(3, n, k, a, a_row, panels, scale, bias, c, c_row); break;
  case 4: whole_rows(4, n, k, a, a_row, panels, scale, bias, c, c_row); break;
  case 5: whole_rows(5, n, k, a, a_row, panels, scale, bias, c, c_row); break;
  default: break;
  }
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
