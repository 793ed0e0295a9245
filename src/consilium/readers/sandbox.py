"""The cage that every parser runs in: Landlock, seccomp and resource limits, set by an unprivileged process on itself.

Landlock (Linux 5.13 and later) leaves read access to the interpreter's and the system's libraries and nothing else;
seccomp refuses sockets, new programs, new processes, and changes of names in the file system; limits bound
memory and open files, and let no file grow. Sources: landlock(7), seccomp(2), seccomp_unotify(2), `struct sock_filter`
in linux/filter.h.
Elsewhere than on Linux only the limits hold, and `doctor` says so.
"""

from __future__ import annotations

import ctypes
import os
import platform
import resource
import struct
import sys
import sysconfig
from dataclasses import dataclass

PR_SET_NO_NEW_PRIVS, PR_SET_SECCOMP, PR_SET_PDEATHSIG, PR_SET_DUMPABLE = 38, 22, 1, 4
SECCOMP_MODE_FILTER = 2
EPERM, ENOSYS = 1, 38

# Numbers from arch/x86/entry/syscalls/syscall_64.tbl and include/uapi/asm-generic/unistd.h.
AUDIT_ARCH = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
CLONE = {"x86_64": 56, "aarch64": 220}
CLONE3 = 435
CLONE_THREAD = 0x00010000
REFUSED = {
    "x86_64": {
        "socket": 41, "connect": 42, "accept": 43, "bind": 49, "listen": 50, "fork": 57, "vfork": 58, "execve": 59,
        "kill": 62, "rename": 82, "mkdir": 83, "rmdir": 84, "creat": 85, "link": 86, "unlink": 87, "symlink": 88,
        "chmod": 90, "fchmod": 91, "chown": 92, "fchown": 93, "lchown": 94, "ptrace": 101, "mknod": 133,
        "pivot_root": 155, "chroot": 161, "mount": 165, "umount2": 166, "truncate": 76, "init_module": 175,
        "tkill": 200, "accept4": 288, "mkdirat": 258, "mknodat": 259, "fchownat": 260, "unlinkat": 263,
        "renameat": 264, "linkat": 265, "symlinkat": 266, "fchmodat": 268, "unshare": 272, "setns": 308,
        "process_vm_readv": 310, "process_vm_writev": 311, "renameat2": 316, "memfd_create": 319, "bpf": 321,
        "execveat": 322, "userfaultfd": 323, "perf_event_open": 298, "keyctl": 250, "add_key": 248,
        "request_key": 249, "setxattr": 188, "pidfd_open": 434, "pidfd_getfd": 438,
    },
    "aarch64": {
        "socket": 198, "connect": 203, "accept": 202, "bind": 200, "listen": 201, "execve": 221, "kill": 129,
        "fchmod": 52, "fchown": 55, "ptrace": 117, "pivot_root": 41, "chroot": 51, "mount": 40, "umount2": 39,
        "truncate": 45, "init_module": 105, "tkill": 130, "accept4": 242, "mkdirat": 34, "mknodat": 33,
        "fchownat": 54, "unlinkat": 35, "renameat": 38, "linkat": 37, "symlinkat": 36, "fchmodat": 53,
        "unshare": 97, "setns": 268, "process_vm_readv": 270, "process_vm_writev": 271, "renameat2": 276,
        "memfd_create": 279, "bpf": 280, "execveat": 281, "userfaultfd": 282, "perf_event_open": 241,
        "keyctl": 219, "add_key": 217, "request_key": 218, "setxattr": 5, "pidfd_open": 434, "pidfd_getfd": 438,
    },
}  # fmt: skip
REFUSED_EVERYWHERE = (425, 426, 427)  # io_uring_setup, io_uring_enter, io_uring_register

BPF_LOAD, BPF_EQUAL, BPF_SET, BPF_RETURN = 0x20, 0x15, 0x45, 0x06
RETURN_ALLOW, RETURN_KILL, RETURN_ERRNO = 0x7FFF0000, 0x80000000, 0x00050000

LANDLOCK_CREATE, LANDLOCK_ADD, LANDLOCK_RESTRICT = 444, 445, 446
READ_FILE, READ_DIR = 1 << 2, 1 << 3
FS_RIGHTS_BY_ABI = {1: 13, 2: 14, 3: 15, 4: 15}  # number of access bits handled; 16 from ABI 5 on


@dataclass(frozen=True)
class Cage:
    """Which parts of the cage hold in this process."""

    landlock: bool
    seccomp: bool
    limits: bool


def close(memory: int) -> Cage:
    """Close the cage around this process for good. `memory` bounds its address space, in bytes."""
    _limit(memory)
    if not sys.platform.startswith("linux"):
        return Cage(landlock=False, seccomp=False, limits=True)
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(PR_SET_PDEATHSIG, 9, 0, 0, 0)
    libc.prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
    if libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0:
        return Cage(landlock=False, seccomp=False, limits=True)
    landlock = _landlock(libc, readable_paths())
    return Cage(landlock=landlock, seccomp=_seccomp(libc, platform.machine()), limits=True)


def landlock_abi() -> int:
    """The kernel's Landlock ABI version, 0 where there is none."""
    if not sys.platform.startswith("linux"):
        return 0
    return max(0, int(ctypes.CDLL(None, use_errno=True).syscall(LANDLOCK_CREATE, None, 0, 1)))


def readable_paths() -> list[str]:
    """What a caged parser may still read: the interpreter, its packages, the system's libraries and data."""
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sysconfig.get_path("stdlib")}
    packages = {path for path in sys.path if path and os.path.isdir(path)}
    system = {"/usr/lib", "/usr/share", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/dev/null",
              "/dev/urandom", "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/sys/devices/system/cpu"}  # fmt: skip
    return sorted(path for path in prefixes | packages | system if path and os.path.exists(path))


def _limit(memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (128, 128))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))


def _landlock(libc: ctypes.CDLL, readable: list[str]) -> bool:
    abi = landlock_abi()
    if abi < 1:
        return False
    rights = (1 << FS_RIGHTS_BY_ABI.get(abi, 16)) - 1
    network = 3 if abi >= 4 else 0
    scoped = 3 if abi >= 6 else 0
    attributes = struct.pack("=QQQ", rights, network, scoped)[: 24 if abi >= 6 else 16 if abi >= 4 else 8]
    ruleset = libc.syscall(LANDLOCK_CREATE, attributes, len(attributes), 0)
    if ruleset < 0:
        return False
    try:
        for path in readable:
            _allow_reading(libc, ruleset, path)
        return bool(libc.syscall(LANDLOCK_RESTRICT, ruleset, 0) == 0)
    finally:
        os.close(ruleset)


def _allow_reading(libc: ctypes.CDLL, ruleset: int, path: str) -> None:
    descriptor = os.open(path, os.O_PATH | os.O_CLOEXEC)
    try:
        rights = READ_FILE | READ_DIR if os.path.isdir(path) else READ_FILE
        libc.syscall(LANDLOCK_ADD, ruleset, 1, struct.pack("=Qi", rights, descriptor), 0)
    finally:
        os.close(descriptor)


def _seccomp(libc: ctypes.CDLL, machine: str) -> bool:
    if machine not in AUDIT_ARCH:
        return False
    program = b"".join(_filter(machine))
    buffer = ctypes.create_string_buffer(program, len(program))

    class Program(ctypes.Structure):
        _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_void_p))

    handed = Program(len(program) // 8, ctypes.cast(buffer, ctypes.c_void_p))
    return bool(libc.prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, ctypes.byref(handed), 0, 0) == 0)


def _filter(machine: str) -> list[bytes]:
    """The BPF program: kill on another architecture, errno for what is refused, allow the rest."""

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    program = [step(BPF_LOAD, 4), step(BPF_EQUAL, AUDIT_ARCH[machine], 1, 0), step(BPF_RETURN, RETURN_KILL)]
    program += [step(BPF_LOAD, 0)]
    # glibc falls back to clone, whose flags a filter can see, when clone3 does not exist.
    program += [step(BPF_EQUAL, CLONE3, 0, 1), step(BPF_RETURN, RETURN_ERRNO | ENOSYS)]
    for number in (*REFUSED[machine].values(), *REFUSED_EVERYWHERE):
        program += [step(BPF_EQUAL, number, 0, 1), step(BPF_RETURN, RETURN_ERRNO | EPERM)]
    # A thread may be made, a process may not.
    program += [step(BPF_EQUAL, CLONE[machine], 0, 3), step(BPF_LOAD, 16), step(BPF_SET, CLONE_THREAD, 1, 0)]
    return [*program, step(BPF_RETURN, RETURN_ERRNO | EPERM), step(BPF_RETURN, RETURN_ALLOW)]
