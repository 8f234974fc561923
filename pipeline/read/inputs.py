"""Files and folders that a user names → the files to read, in a fixed order."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePath

from pipeline.records import Rejection

_SKIPPED = (".", "~$", "__MACOSX", "Thumbs.db", "desktop.ini")
_PAGES = (".html", ".htm")
_PAGE_FOLDERS = ("_files", "_fichiers")
_Key = tuple[int, int]


def find_inputs(paths: Iterable[Path], *, root: Path) -> Iterator[Path | Rejection]:
    """The files that ``paths`` name or hold, depth first, the entries of each folder sorted by name.

    Folders are searched whole. Left out, without a row: names that begin with a dot, ``~$`` (open Office
    files), ``__MACOSX``, ``Thumbs.db``, ``desktop.ini``, unless they are named themselves, and the
    folder of scripts and pictures that a browser saves with a page (``page_folders``). A folder is searched
    once, however many links lead to it, so loops end; a file that is both named and in a folder
    comes once, where it is named. What does not exist, cannot be opened, or is no file (a pipe, a device)
    becomes a Rejection; ``root`` is what its ``source_file`` is relative to. Lazy: it holds the names of the
    folders being searched, nothing of those done.
    """
    given = list(paths)
    named = {status for path in given if (status := _file_key(path))}
    done: set[_Key] = set()
    for path in given:
        key = _file_key(path)
        if key is None:
            yield from _walk(path, root, done, named)
        elif key not in done:
            done.add(key)
            yield path


def input_root(paths: Iterable[Path]) -> Path:
    """The folder that ids and ``source_file`` are relative to: a single folder itself, else the common
    parent.
    """
    folders = [path if path.is_dir() else path.parent for path in paths]
    absolute = [os.path.normpath(folder.absolute()) for folder in folders] or [str(Path.cwd())]
    try:
        return Path(os.path.commonpath(absolute))
    except ValueError:  # drives differ (Windows)
        return Path(absolute[0])


def relative_name(path: Path, root: Path) -> str:
    """``path`` relative to ``root`` with ``/``; only its name when it lies elsewhere. Links are not resolved.

    Bytes of a file name that are no UTF-8 are written ``\\xNN``: tables can hold the name, the disk knows
    another.
    """
    relative = os.path.relpath(path.absolute(), root.absolute())
    outside = Path(relative).parts[:1] == (os.pardir,)
    name = path.name if outside else relative.replace(os.sep, "/")
    return name.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def is_skipped(name: str) -> bool:
    """Whether a file or folder of that name is left out when its folder is searched."""
    return name.startswith(_SKIPPED)


def page_folders(names: Iterable[str]) -> set[str]:
    """Where browsers put what belongs to the web pages among these files ("web page, complete"): ``Titre_files`` or,
    in French, ``Titre_fichiers`` beside ``Titre.html``.
    """
    pages = [name for name in names if PurePath(name).suffix.lower() in _PAGES]
    return {str(PurePath(name).with_suffix("")) + folder for name in pages for folder in _PAGE_FOLDERS}


def _walk(top: Path, root: Path, done: set[_Key], named: set[_Key]) -> Iterator[Path | Rejection]:
    """Everything under ``top`` but the files of ``named``; pipes and devices are never opened, they would
    block.
    """
    pending = [top]
    while pending:
        path = pending.pop()
        try:
            status = path.stat()
            key = status.st_dev, status.st_ino
            if stat.S_ISDIR(status.st_mode) and key not in done:
                done.add(key)
                entries = sorted(path.iterdir(), key=lambda entry: entry.name, reverse=True)
                left_out = page_folders(entry.name for entry in entries)
                pending += [
                    entry for entry in entries if not is_skipped(entry.name) and entry.name not in left_out
                ]
            elif stat.S_ISREG(status.st_mode) and key not in named:
                yield path
            elif not stat.S_ISDIR(status.st_mode) and not stat.S_ISREG(status.st_mode):
                yield _rejection(path, root, None)
        except (OSError, ValueError) as error:
            yield _rejection(path, root, error)


def _file_key(path: Path) -> _Key | None:
    """What tells a regular file from all others, None for folders and what cannot be opened."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_dev, status.st_ino) if stat.S_ISREG(status.st_mode) else None


def _rejection(path: Path, root: Path, error: OSError | ValueError | None) -> Rejection:
    name = relative_name(path, root)
    if error is None:
        return Rejection(
            name, 0, "read", "The path is neither a file nor a folder.", "Name files and folders."
        )
    return Rejection(
        name, 0, "read", f"The path cannot be opened: {reason(error)}.", "Check its name and rights."
    )


def reason(error: OSError | ValueError) -> str:
    """What the system says is wrong, in a few words (``permission denied``)."""
    said = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return said[:1].lower() + said[1:]
