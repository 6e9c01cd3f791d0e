// The files that the pages of the dashboard load, as they lie beside this target; they are built into the program.
#pragma once

#include <stddef.h>
#include <stdint.h>

struct asset {
  const char *_Nonnull name;
  const uint8_t *_Nonnull bytes;
  size_t length;
};

size_t asset_count(void);
struct asset asset_at(size_t index);
