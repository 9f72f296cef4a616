"""Where files are kept is one address, read with care and never repeated."""

import pytest

from backoffice.checks.store import storage_url
from backoffice.settings.storage import FOLDER, storage, storage_fault


def test_without_an_address_files_lie_in_a_folder():
    assert storage("") == FOLDER


def test_an_address_names_key_secret_host_bucket_and_region():
    made = storage("s3+http://AK:a%2Fb%40c@minio.corp.cn:9000/papers?region=cn-north-1&style=path")

    assert made["BACKEND"] == "backoffice.store.ObjectStore"
    assert made["OPTIONS"] == {
        "access_key": "AK",
        "secret_key": "a/b@c",
        "bucket_name": "papers",
        "endpoint_url": "http://minio.corp.cn:9000",
        "region_name": "cn-north-1",
        "addressing_style": "path",
        "default_acl": None,
        "file_overwrite": False,
        "querystring_auth": True,
    }


@pytest.mark.parametrize(
    "url",
    [
        "ftp://AK:SK@host/bucket",
        "s3://host/bucket",
        "s3://AK:SK@host",
        "s3://AK:SK@host/a/b",
        "s3://AK:SK@host:port/bucket",
        "s3://AK:SK@[host/bucket",
    ],
)
def test_a_faulty_address_stops_the_check_without_showing_it(url, settings):
    settings.STORAGE_URL = url

    (found,) = storage_url()

    assert found.id == "backoffice.E002"
    assert "SK@" not in found.msg.replace("KEY:SECRET@", "")
    assert storage(url) == FOLDER
    assert storage_fault(url) == found.msg
