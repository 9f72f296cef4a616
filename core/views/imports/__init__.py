"""The import wizard: upload, match the columns, see and decide."""

from .batch import ImportBadRowsPage, ImportBatchListPage, ImportBatchPage
from .start import ImportStartPage, ImportTemplatePage
from .steps import ImportConfirmPage, ImportDiscardPage, ImportMapPage

pages = (
    ImportBatchListPage,
    ImportBatchPage,
    ImportBadRowsPage,
    ImportMapPage,
    ImportConfirmPage,
    ImportDiscardPage,
    ImportTemplatePage,
    ImportStartPage,
)
