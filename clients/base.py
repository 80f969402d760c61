"""A partner's end of one agreement: what all of them share."""

from clients.caller import Answer, Connection
from clients.common.addenda import Addenda
from clients.common.contacts import Contacts
from clients.common.duties import Duties
from clients.common.ending import Ending
from clients.common.force_majeure import ForceMajeure
from clients.common.incidents import Incidents
from clients.common.minutes import Minutes
from clients.common.notices import Notices
from clients.common.reconciliation import Reconciliation
from clients.common.reports import Reports
from clients.common.status import Status
from clients.common.usage import Usage


class PartnerClient(
    Status, Contacts, Notices, ForceMajeure, Ending, Addenda, Minutes, Reports, Usage, Incidents, Duties, Reconciliation
):
    """Its subclasses add one method for each operation of the partner's own service."""


__all__ = ["Answer", "Connection", "PartnerClient"]
