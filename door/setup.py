"""From a fresh clone to a complete environment: Python, packages, Node, assets, translations."""

import contextlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .stamps import files, step
from .words import BIN, OLDEST_NODE, OLDEST_PYTHON, PYTHON, ROOT, VAR, VENV, Stop, environment, run

LOCK = ROOT / "requirements.lock"
NODE_LOCK = ROOT / "requirements.node.lock"
MANIFEST = ROOT / "static" / "dist" / "manifest.json"
NETWORK = (
    "If it says that a name or an address cannot be reached: this step downloads packages. "
    "Behind a proxy set HTTPS_PROXY; with a package mirror configure pip (pip config set "
    "global.index-url …) or npm (npm config set registry …), then run the command again."
)


def look_around() -> None:
    """What no later step could repair."""
    version = ".".join(map(str, OLDEST_PYTHON))
    if sys.version_info < OLDEST_PYTHON:
        raise Stop(
            f"Python {version} or newer is needed; this is {sys.version.split()[0]}. Install a "
            f"newer one and run it by name: python{version} dev.py …"
        )
    for folder in (ROOT, VAR, VENV, ROOT / "node_modules", ROOT / "static"):
        if folder.exists() and not os.access(folder, os.W_OK):
            raise Stop(
                f"{folder} cannot be written to by this user: it belongs to {owner_of(folder)}. "
                "Make a clone of your own (git clone), or give the folder to this user: "
                f"sudo chown -R {user_name()} {ROOT}"
            )
    VAR.mkdir(exist_ok=True)


def user_name() -> str:
    with contextlib.suppress(KeyError, OSError, ImportError):
        import getpass

        return getpass.getuser()
    return "$(id -un)"


def owner_of(path: Path) -> str:
    with contextlib.suppress(KeyError, NotImplementedError, OSError):
        return path.owner()
    return "somebody else"


def make_venv() -> None:
    has_pip = importlib.util.find_spec("ensurepip") is not None
    if importlib.util.find_spec("venv") is None or not has_pip:
        minor = ".".join(map(str, sys.version_info[:2]))
        raise Stop(
            "This Python lacks its venv module. On Debian or Ubuntu: "
            f"sudo apt install python{minor}-venv"
        )
    if VENV.is_symlink():
        raise Stop(f"{VENV} is a link to another environment; remove it to make one here.")
    shutil.rmtree(VENV, ignore_errors=True)
    run(
        [sys.executable, "-m", "venv", VENV],
        "Making .venv",
        "Is the disk full, or does the file system forbid programs?",
        env=dict(os.environ),
    )


def pinned(name: str) -> str:
    """One package of the lock with its hashes."""
    text = LOCK.read_text(encoding="utf-8")
    found = re.search(rf"^{name}==.*?(?=^\S|\Z)", text, re.MULTILINE | re.DOTALL)
    if found is None:
        raise Stop(f"{LOCK.name} does not name {name}. Is the clone complete (git status)?")
    return found[0]


def pip_install(lock: Path, why: str) -> None:
    command = [str(PYTHON), "-m", "pip", "install", "-q", "--require-hashes", "-r", str(lock)]
    run([*command, "--disable-pip-version-check"], why, NETWORK)


def like_pip() -> dict[str, str]:
    """uv takes the mirror and the certificates that pip was told about."""
    told = environment()
    # pip takes the best version of all indexes; uv would stop at the first that knows the name.
    told.setdefault("UV_INDEX_STRATEGY", "unsafe-best-match")
    for line in run([PYTHON, "-m", "pip", "config", "list"], "Reading pip's settings").splitlines():
        key, _, value = line.partition("=")
        kind = key.rsplit(".", 1)[-1].lower()
        name = {
            "index-url": "UV_DEFAULT_INDEX",
            "extra-index-url": "UV_INDEX",
            "find-links": "UV_FIND_LINKS",
            "cert": "SSL_CERT_FILE",
        }.get(kind)
        if name and not told.get(name):
            told[name] = (
                ",".join(value.strip("'\"").split())
                if kind == "find-links"
                else (value.strip("'\""))
            )
    return told


def install_packages() -> None:
    """uv where it can be had, because it is many times quicker; else pip."""
    VAR.mkdir(exist_ok=True)
    uv_lock = VAR / "uv.lock.txt"
    uv_lock.write_text(pinned("uv"), encoding="utf-8")
    pip_install(uv_lock, "Installing uv")
    command = [str(BIN / "uv"), "pip", "sync", "-q", "--require-hashes", "--compile-bytecode"]
    try:
        run([*command, "--python", PYTHON, LOCK], "Installing Python packages", env=like_pip())
    except Stop:
        pip_install(LOCK, "Installing Python packages")


def node_version(program: str | Path) -> tuple[int, ...]:
    try:
        said = subprocess.run(
            [str(program), "--version"],
            capture_output=True,
            text=True,
            check=False,
            env=environment(),
            cwd=ROOT,
        ).stdout
    except OSError:
        return ()
    return tuple(int(number) for number in re.findall(r"\d+", said)[:3])


def find_npm() -> str:
    """npm with a Node that is new enough; from a wheel when the machine has none."""
    path = environment()["PATH"]
    node, npm = shutil.which("node", path=path), shutil.which("npm", path=path)
    if node and npm and node_version(node) >= OLDEST_NODE:
        return npm
    pip_install(NODE_LOCK, "Installing Node from a wheel")
    npm = str(BIN / "npm")
    if node_version(BIN / "node") < OLDEST_NODE or not Path(npm).exists():
        raise Stop(
            "Node.js 20.19 or newer is needed to build the styles and scripts, and no package "
            "for this machine carries it. Install it (nodejs.org, or your system's packages)."
        )
    return npm


def install_modules() -> None:
    command = [find_npm(), "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    run(command, "Installing JavaScript packages", NETWORK)


def build_assets() -> None:
    run([find_npm(), "run", "--silent", "build"], "Building styles and scripts")


def compile_translations() -> None:
    code = (
        "import sys, pathlib;from core.catalogues.compiling import compile_catalogues;"
        "compile_catalogues(pathlib.Path(sys.argv[1]))"
    )
    run([PYTHON, "-c", code, ROOT], "Compiling translations")


def complete() -> None:
    """Every step of the set-up that is not done yet."""
    look_around()
    version = sys.version.split()[0]
    if not (VENV.is_symlink() and PYTHON.exists()):
        if step("environment", make_venv, [], version, result=PYTHON):
            (VAR / "stamps" / "python packages").unlink(missing_ok=True)
        step("python packages", install_packages, [LOCK], version, result=BIN / "uv")
    locks = files("package.json", "package-lock.json")
    if not (ROOT / "node_modules").is_symlink():
        step("javascript packages", install_modules, locks, result=ROOT / "node_modules")
    sources = files("static/src/**/*", "static/public/**/*", "vite.config.js")
    step("styles and scripts", build_assets, [*sources, *locks], result=MANIFEST)
    catalogues = files("locale/*/*/*.po", "*/locale/*/*/*.po")
    if any(newer(path, path.with_suffix(".mo")) for path in catalogues):
        compile_translations()


def newer(source: Path, target: Path) -> bool:
    return not target.exists() or target.stat().st_mtime_ns < source.stat().st_mtime_ns
