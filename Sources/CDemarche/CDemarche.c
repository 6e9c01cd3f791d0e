// The functions are written in Swift, in DemarcheC; here the compiler sees the header as a C compiler does.
#include "demarche.h"
