"""Where files are kept: a folder, or an S3-compatible store named by STORAGE_URL.

``s3://KEY:SECRET@host[:port]/bucket?region=cn-north-1``; ``s3+http://`` inside the house without
https. KEY and SECRET are percent-encoded. Knows nothing of Django.
"""

from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

SCHEMES = {"s3": "https", "s3+http": "http"}
FOLDER: dict[str, Any] = {"BACKEND": "django.core.files.storage.FileSystemStorage"}


def storage_fault(url: str) -> str:
    """What is wrong with the address, in a sentence that does not repeat it; '' for nothing."""
    if not url:
        return ""
    try:
        parts = urlsplit(url)
        port_is_a_number = parts.port is None or parts.port > 0
    except ValueError:
        return "STORAGE_URL cannot be read. Percent-encode signs in key and secret."
    if parts.scheme not in SCHEMES:
        return "STORAGE_URL must begin with s3:// (or s3+http:// inside the house)."
    if not (parts.hostname and parts.username and parts.password and port_is_a_number):
        return "STORAGE_URL must name key, secret and host: s3://KEY:SECRET@host/bucket."
    if not parts.path.strip("/") or "/" in parts.path.strip("/"):
        return "STORAGE_URL must name one bucket: s3://KEY:SECRET@host/bucket."
    return ""


def storage(url: str) -> dict[str, Any]:
    """The store as Django's settings have it; the folder without an address."""
    if not url or storage_fault(url):
        return FOLDER
    parts = urlsplit(url)
    asked = parse_qs(parts.query)
    port = f":{parts.port}" if parts.port else ""
    options = {
        "access_key": unquote(parts.username or ""),
        "secret_key": unquote(parts.password or ""),
        "bucket_name": parts.path.strip("/"),
        "endpoint_url": f"{SCHEMES[parts.scheme]}://{parts.hostname}{port}",
        "region_name": asked.get("region", [None])[0],
        "addressing_style": asked.get("style", ["auto"])[0],
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
    }
    return {"BACKEND": "backoffice.store.ObjectStore", "OPTIONS": options}
