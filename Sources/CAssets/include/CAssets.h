// The files that the pages of the dashboard load, as they lie beside this target; they are built into the program.
#pragma once

#include <stddef.h>
#include <stdint.h>

const uint8_t *_Nonnull asset_style(size_t *_Nonnull length);
const uint8_t *_Nonnull asset_script(size_t *_Nonnull length);
