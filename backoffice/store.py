"""The store of objects that STORAGE_URL names."""

from typing import Any

from botocore.config import Config
from storages.backends.s3 import S3Storage

# Many stores that speak S3 refuse the checksums that new clients send along unasked.
ONLY_WHEN_ASKED = Config(
    request_checksum_calculation="when_required", response_checksum_validation="when_required"
)


class ObjectStore(S3Storage):
    """S3 as the common denominator of stores speaks it; whoever reads, reads through us."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(**settings)
        self.client_config: Any = self.client_config.merge(ONLY_WHEN_ASKED)
