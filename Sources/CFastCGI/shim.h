#include <fcgiapp.h>
// Swift's Glibc module leaves this one out.
#include <sys/signalfd.h>
