// The page of corrections: keys, and decisions that are never lost.
"use strict";
