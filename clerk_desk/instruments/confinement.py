"""The darkroom's walls: how much memory and time a process may take before the machine itself ends it.

Put up by the process itself, from inside: nothing else on the machine is touched, and no moment is without them.
"""

import sys

MEMORY = 150 * 1024 * 1024
"""Bytes beyond what the process holds when the walls go up; with Python and Pillow it stays under 200 MiB."""
SECONDS = 1.6
"""Of work by the processor; waiting for a slow disk does not count."""
_EASED = 1024 * 1024 * 1024  # address space that libraries of numbers reserve and hardly use


if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _DIES_QUIETLY, _ENDS_WITH_US = 0x2, 0x100, 0x400, 0x2000
    _EXTENDED_LIMITS = 9
    _TICKS = 10_000_000  # of 100 nanoseconds in a second

    class _Basic(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _Extended(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _Basic),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    class Walls:
        """A job object of this one process: Windows ends it when it takes too much."""

        def __init__(self, memory: int = MEMORY, seconds: float = SECONDS) -> None:
            """Put the walls up: bytes beyond what is held, seconds of work. OSError if Windows refuses."""
            self._memory, self._seconds = memory, seconds
            self._windows = ctypes.WinDLL("kernel32", use_last_error=True)
            self._windows.CreateJobObjectW.restype = wintypes.HANDLE
            self._windows.GetCurrentProcess.restype = wintypes.HANDLE
            self._windows.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._windows.SetInformationJobObject.argtypes = (
                wintypes.HANDLE,
                ctypes.c_int,
                ctypes.c_void_p,
                wintypes.DWORD,
            )
            self._job = self._windows.CreateJobObjectW(None, None)
            self._limit(_PROCESS_TIME | _PROCESS_MEMORY, memory + 64 * 1024 * 1024)
            self._checked(self._windows.AssignProcessToJobObject(self._job, self._windows.GetCurrentProcess()))

        def ease(self) -> None:
            """The file is closed: what follows works on plain pixels, and libraries need room."""
            self._limit(_PROCESS_MEMORY, self._memory + _EASED)

        def _limit(self, flags: int, memory: int) -> None:
            limits = _Extended()
            limits.BasicLimitInformation.LimitFlags = flags | _DIES_QUIETLY | _ENDS_WITH_US
            limits.BasicLimitInformation.PerProcessUserTimeLimit = int(self._seconds * _TICKS)
            limits.ProcessMemoryLimit = memory
            size = ctypes.sizeof(limits)
            self._checked(
                self._windows.SetInformationJobObject(self._job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
            )

        @staticmethod
        def _checked(done: int) -> None:
            if not done:
                raise ctypes.WinError(ctypes.get_last_error())

else:
    import resource
    import signal
    from pathlib import Path

    class Walls:
        """Limits of this one process, kept by the kernel: address space, processor time, no file, no core."""

        def __init__(self, memory: int = MEMORY, seconds: float = SECONDS) -> None:
            """Put the walls up: bytes beyond what is held, seconds of work. OSError, ValueError if refused."""
            self._memory = memory
            self._room(_held() + memory)
            for kind in (resource.RLIMIT_FSIZE, resource.RLIMIT_CORE):
                resource.setrlimit(kind, (0, 0))
            signal.setitimer(signal.ITIMER_PROF, seconds)  # nobody listens to its signal: the process ends

        def ease(self) -> None:
            """The file is closed: what follows works on plain pixels, and libraries need room."""
            signal.setitimer(signal.ITIMER_PROF, 0)
            self._room(_held() + self._memory + _EASED)

        @staticmethod
        def _room(most: int) -> None:
            hard = resource.getrlimit(resource.RLIMIT_AS)[1]
            resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))

    def _held() -> int:
        """Bytes of address space that the process has now; where the kernel does not tell, a generous guess."""
        try:
            pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        except (OSError, ValueError, IndexError):
            return 512 * 1024 * 1024
        return pages * resource.getpagesize()
