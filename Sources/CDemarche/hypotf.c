// glibc 2.35 has a new version of hypotf. Swift's overlay of the C library names it, though nothing here calls it, and with
// it the library would not load where glibc is older, as on the enterprise systems of 2022. So the library brings its own.
#include <math.h>

__attribute__((visibility("hidden"))) float hypotf(float x, float y) {
  if (isinf(x) || isinf(y)) return INFINITY;
  // The squares of floats neither overflow nor vanish as doubles.
  return (float)__builtin_sqrt((double)x * x + (double)y * y);
}
