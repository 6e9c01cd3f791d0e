#include "CAssets.h"

// Known to the compiler of the toolchain, whatever the version of C.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t style[] = {
#embed "style.css"
};

static const uint8_t app[] = {
#embed "app.js"
};

static const uint8_t correct[] = {
#embed "correct.js"
};

static const uint8_t icon[] = {
#embed "icon.svg"
};

static const struct asset assets[] = {
    {"style.css", style, sizeof style},
    {"app.js", app, sizeof app},
    {"correct.js", correct, sizeof correct},
    {"icon.svg", icon, sizeof icon},
};

size_t asset_count(void) { return sizeof assets / sizeof *assets; }

struct asset asset_at(size_t index) { return assets[index]; }
