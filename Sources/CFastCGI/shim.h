#include <fcgiapp.h>
// Swift's Glibc module leaves these out.
#include <sys/signalfd.h>
#include <sys/socket.h>
int accept4(int listener, struct sockaddr *address, socklen_t *length, int flags);
