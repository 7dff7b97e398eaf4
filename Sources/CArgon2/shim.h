#include <argon2.h>
// Swift's Glibc module leaves this out.
#include <malloc.h>
