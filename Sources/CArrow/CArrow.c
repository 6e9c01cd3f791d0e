#include "CArrow.h"

#include <stddef.h>

// The interface is a layout of memory, so a member that moved must not compile.
_Static_assert(offsetof(struct ArrowSchema, private_data) == 6 * sizeof(void *) + 2 * sizeof(int64_t), "");
_Static_assert(offsetof(struct ArrowArray, private_data) == 4 * sizeof(void *) + 5 * sizeof(int64_t), "");
_Static_assert(offsetof(struct ArrowArrayStream, private_data) == 4 * sizeof(void *), "");
