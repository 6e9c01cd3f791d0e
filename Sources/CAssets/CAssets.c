#include "CAssets.h"

// Known to the compiler of the toolchain, whatever the version of C.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t style[] = {
#embed "style.css"
};

static const uint8_t script[] = {
#embed "app.js"
};

const uint8_t *asset_style(size_t *length) {
  *length = sizeof style;
  return style;
}

const uint8_t *asset_script(size_t *length) {
  *length = sizeof script;
  return script;
}
