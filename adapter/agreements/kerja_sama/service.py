"""LayananKerjaSama: what both parties of every agreement tell and ask each other; each theme has its own folder."""

from adapter.agreements.kerja_sama.addenda import operations as addenda
from adapter.agreements.kerja_sama.contacts import operations as contacts
from adapter.agreements.kerja_sama.duties import operations as duties
from adapter.agreements.kerja_sama.ending import operations as ending
from adapter.agreements.kerja_sama.force_majeure import operations as force_majeure
from adapter.agreements.kerja_sama.incidents import operations as incidents
from adapter.agreements.kerja_sama.minutes import operations as minutes
from adapter.agreements.kerja_sama.notices import operations as notices
from adapter.agreements.kerja_sama.reconciliation import operations as reconciliation
from adapter.agreements.kerja_sama.references import operations as references
from adapter.agreements.kerja_sama.reports import operations as reports
from adapter.agreements.kerja_sama.status import operations as status
from adapter.agreements.kerja_sama.usage import operations as usage
from adapter.agreements.operation import Service

SERVICE = Service(
    name="LayananKerjaSama",
    namespace="urn:id:go:bkn:pks:kerjasama:v1",
    doc="Yang disampaikan dan ditanyakan kedua pihak tentang perjanjiannya sendiri, dan data referensi",
    operations=(
        *status.OPERATIONS,
        *contacts.OPERATIONS,
        *references.OPERATIONS,
        *notices.OPERATIONS,
        *force_majeure.OPERATIONS,
        *ending.OPERATIONS,
        *addenda.OPERATIONS,
        *minutes.OPERATIONS,
        *reconciliation.OPERATIONS,
        *reports.OPERATIONS,
        *usage.OPERATIONS,
        *incidents.OPERATIONS,
        *duties.OPERATIONS,
    ),
)
