"""The files and folders that a confined process on Linux needs whatever it does: Python, its packages, the system's libraries."""

from __future__ import annotations

import os
import sys

LIBRARIES = (
    "/lib",
    "/lib32",
    "/lib64",
    "/usr/lib",
    "/usr/lib64",
    "/usr/libexec",
    "/usr/local/lib",
    "/etc/ld.so.cache",
    "/nix/store",
)
FACTS = (
    "/dev/random",
    "/dev/urandom",
    "/dev/zero",
    "/etc/localtime",
    "/proc/cpuinfo",
    "/proc/meminfo",
    "/proc/self",
    "/proc/stat",
    "/proc/sys/vm/overcommit_memory",
    "/sys/devices/system/cpu",
    "/sys/devices/system/node",
    "/usr/share/locale",
    "/usr/share/zoneinfo",
)
FONTS = ("/usr/share/fonts", "/usr/share/X11/fonts", "/usr/local/share/fonts", "/etc/fonts", "/usr/share/fontconfig")
NETWORK = (
    "/etc/resolv.conf",
    "/etc/hosts",
    "/etc/host.conf",
    "/etc/nsswitch.conf",
    "/etc/gai.conf",
    "/etc/services",
    "/etc/protocols",
    "/etc/passwd",
    "/etc/ssl",
    "/etc/pki",
    "/etc/ca-certificates",
    "/etc/crypto-policies",
    "/usr/share/ca-certificates",
    "/usr/local/share/ca-certificates",
    "/usr/share/pki",
    "/usr/share/ssl",
    "/usr/share/crypto-policies",
    "/run/systemd/resolve",
    "/run/NetworkManager/resolv.conf",
    "/run/resolvconf",
    "/run/nscd",
    "/mnt/wsl/resolv.conf",
)
GRAPHICS = (
    "/proc/driver/nvidia",
    "/proc/devices",
    "/proc/modules",
    "/sys/bus/pci",
    "/sys/class/drm",
    "/sys/devices",
    "/sys/module",
    "/etc/OpenCL",
    "/etc/vulkan",
    "/usr/share/vulkan",
    "/usr/share/nvidia",
    "/opt/rocm",
    "/usr/local/cuda",
)
GRAPHICS_DEVICES = ("/dev/dri", "/dev/kfd")


def program() -> list[str]:
    """Where this program, its interpreter and its libraries lie. Never a whole prefix: that can be `/usr`, or a home."""
    frozen = getattr(sys, "_MEIPASS", None)
    if frozen:
        return [str(frozen), os.path.dirname(sys.executable), *LIBRARIES, *FACTS]  # noqa: PTH120 - pathlib is too slow here
    return [*_environment(), *_packages(), *_standard_library(), *LIBRARIES, *FACTS]


def interpreter() -> list[str]:
    """What must be executable for the interpreter to be started again."""
    return [os.path.realpath(sys.executable), *(path for path in LIBRARIES if path.startswith(("/lib", "/usr/lib", "/nix")))]


def certificates() -> list[str]:
    """Certificates that the environment names, as OpenSSL reads it."""
    names = ("SSL_CERT_FILE", "SSL_CERT_DIR", "REQUESTS_CA_BUNDLE", "CURL_CA_BUNDLE", "PIP_CERT")
    return [os.environ[name] for name in names if os.environ.get(name, "").startswith("/")]


def graphics_devices() -> list[str]:
    """Devices that a graphics library opens for writing."""
    nvidia = [f"/dev/{name}" for name in os.listdir("/dev") if name.startswith("nvidia")]  # noqa: PTH208
    return [*GRAPHICS_DEVICES, *nvidia]


def _standard_library() -> list[str]:
    base = os.path.join(sys.base_prefix, "lib")  # noqa: PTH118
    return [base, os.path.join(sys.base_prefix, "lib64"), os.path.join(sys.base_exec_prefix, "lib"), os.path.dirname(os.__file__)]  # noqa: PTH118, PTH120


def _environment() -> list[str]:
    """The virtual environment, found as `site` will find it; it has not run yet."""
    folder = os.path.dirname(os.path.dirname(os.path.abspath(sys.executable)))  # noqa: PTH100, PTH120
    return [folder] if os.path.exists(os.path.join(folder, "pyvenv.cfg")) else []  # noqa: PTH110, PTH118


def _packages() -> list[str]:
    """The folder that holds this package, and in a checkout the two others' beside it."""
    here = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))  # noqa: PTH100, PTH120
    root = os.path.dirname(here)  # noqa: PTH120
    if os.path.basename(here) != "engines":  # noqa: PTH119
        return [here]
    return [here, os.path.join(root, "retrieval"), os.path.join(root, "desktop")]  # noqa: PTH118
