"""What is wrong with a picture file, in a sentence that says what to do."""

from collections.abc import Mapping

from clerk_desk.objection import Objection, mark

_SENTENCES = {
    "no_file": mark("There is no such file any more: look into the folder and choose again."),
    "folder": mark("This is a folder: choose a picture in it."),
    "no_plain_file": mark("This is not an ordinary file: choose a JPEG or PNG picture."),
    "not_readable": mark("The file cannot be read: ask for the right to read it, or copy it to this computer."),
    "empty": mark("The file is empty: scan the photo again."),
    "too_big": mark("The file is too large ({size} MB, at most {most}): scan at 300 dpi and save it as JPEG."),
    "too_many_pixels": mark(
        "The picture is too large ({width} × {height} pixels, at most {most} million): "
        "scan at 300 dpi and save it as JPEG."
    ),
    "bomb": mark("The picture is too large: scan at 300 dpi and save it as JPEG."),
    "too_much_memory": mark("The picture needs too much memory: scan at 300 dpi and save it as JPEG."),
    "too_small": mark("The picture has only {width} × {height} pixels: scan the photo at 300 dpi."),
    "no_picture": mark("This is no picture: only JPEG and PNG are taken."),
    "other_format": mark("{kind} files are not taken, only JPEG and PNG: save it as JPEG, or scan the photo."),
    "damaged": mark("The picture is cut off or damaged: scan the photo again."),
    "being_written": mark("The picture is not whole yet: wait until the scanner has finished, then try again."),
    "too_slow": mark("The picture takes too long to read: copy it to this computer, or scan at 300 dpi as JPEG."),
    "no_darkroom": mark("The desk cannot look at pictures at the moment: close other programs and try again."),
    "frame_outside": mark("The frame lies outside the picture: set it again."),
    "no_such_print": mark("This photo is no longer found on the page: look at the file again."),
}


def spoilt(kind: str, facts: Mapping[str, object] | None = None) -> Objection:
    """The objection "bad_picture" for a kind of trouble; one that is not known is told as damage."""
    text = _SENTENCES.get(kind, _SENTENCES["damaged"])
    return Objection("bad_picture", text, **(facts or {}))
