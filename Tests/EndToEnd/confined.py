"""Runs a program as systemd's SystemCallFilter= and MemoryDenyWriteExecute= would: `confined.py CALL… -- PROGRAM …`.

Every other system call is answered by EPERM. A process of its own, because nobody gets out of a filter again.
"""

import ctypes
import ctypes.util
import errno
import os
import sys

ALLOW = 0x7FFF0000
REFUSE = 0x00050000 | errno.EPERM
MASKED_EQUAL = 7
WRITE, EXECUTE = 2, 4


class Comparison(ctypes.Structure):
    """`struct scmp_arg_cmp` of seccomp.h: an argument's number, how, and with what."""

    _fields_ = [("argument", ctypes.c_uint), ("how", ctypes.c_int), ("mask", ctypes.c_uint64),
                ("value", ctypes.c_uint64)]


def confine(calls: list[str]) -> None:
    library = ctypes.CDLL(ctypes.util.find_library("seccomp"), use_errno=True)
    library.seccomp_init.restype = ctypes.c_void_p
    rules = ctypes.c_void_p(library.seccomp_init(REFUSE))
    assert rules
    # The writable and executable are left out of what is allowed, since a filter allows where any rule does.
    for call in calls:
        number = library.seccomp_syscall_resolve_name(call.encode())
        if number < 0:
            continue  # A call of another machine.
        if call in ("mmap", "mprotect", "pkey_mprotect"):
            forbidden = [WRITE | EXECUTE] if call == "mmap" else [EXECUTE]
            allowed = [bits for bits in (0, WRITE, EXECUTE)
                       if not any(bits & each == each for each in forbidden)]
            for bits in allowed:
                protection = Comparison(2, MASKED_EQUAL, WRITE | EXECUTE, bits)
                assert library.seccomp_rule_add_array(rules, ALLOW, number, 1, ctypes.byref(protection)) == 0
        else:
            assert library.seccomp_rule_add_array(rules, ALLOW, number, 0, None) == 0
    assert library.seccomp_load(rules) == 0


if __name__ == "__main__":
    end = sys.argv.index("--")
    confine(sys.argv[1:end])
    os.execv(sys.argv[end + 1], sys.argv[end + 1:])
