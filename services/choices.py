"""Fixed codes and their words in English; the other languages stand in the catalogues. Pure: no ORM query, no request."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OrganizationKind(TextChoices):
    INDEPENDENT = "independent", _("independent organization")
    PUBLIC_AUTHORITY = "public_authority", _("state or city office")


class Status(TextChoices):
    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")
    ARCHIVED = "archived", _("archived")


class Operation(TextChoices):
    """Whether an offer is running. Empty means that nobody has told us."""

    RUNNING = "running", _("open")
    UNCERTAIN = "uncertain", _("not certain, please phone first")
    CLOSED = "closed", _("closed for good")


class Answer(TextChoices):
    """A provider's yes or no. Empty means that the provider has not said, which is never treated as no."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Cost(TextChoices):
    FREE = "free", _("free of charge")
    CONTRIBUTION = "contribution", _("small contribution")
    DEPENDS = "depends", _("it depends, please ask")


class Confidentiality(TextChoices):
    CONFIDENTIAL = "confidential", _("What you say stays there (duty of confidentiality).")
    ANONYMOUS = "anonymous", _("You do not have to say your name.")
    MUST_REPORT = "must_report", _("This is a state office. It may have to report to the foreigners' office.")


class AccessWay(TextChoices):
    WALK_IN = "walk_in", _("come without an appointment")
    APPOINTMENT = "appointment", _("by appointment")
    PHONE = "phone", _("by phone")
    ONLINE = "online", pgettext_lazy("access", "online")
    OUTREACH = "outreach", _("they come to you")
    REFERRAL = "referral", _("another office sends you")
    ANONYMOUS = "anonymous", _("anonymous")


class Document(TextChoices):
    """What to bring, as codes, so that it can be said in every language."""

    LETTER = "letter", _("the letter it is about")
    ENVELOPE = "envelope", _("the envelope of the letter")
    RESIDENCE_PAPER = "residence_paper", _("your residence paper")
    PASSPORT = "passport", _("your passport, if you have one")
    REGISTRATION = "registration", _("your registration of address")
    INSURANCE_CARD = "insurance_card", _("your health insurance card, if you have one")
    CERTIFICATES = "certificates", _("your certificates")
    INCOME_PROOF = "income_proof", _("papers about your income")
    RENT_CONTRACT = "rent_contract", _("your rent contract")
    DEBT_LETTERS = "debt_letters", _("all letters about debts")
    NOTHING = "nothing", _("You do not have to bring anything.")


class Audience(TextChoices):
    PERSON = "person", _("people who look for help")
    HELPER = "helper", _("people who help others")
    PROFESSIONAL = "professional", _("professionals")
    ORGANISATION = "organisation", _("groups and associations")


class AreaKind(TextChoices):
    COUNTRY = "country", _("country")
    LAND = "land", _("federal state")
    KREIS = "kreis", _("district or independent city")
    MUNICIPALITY = "municipality", _("town or municipality")
    STADTBEZIRK = "stadtbezirk", _("city district")
    STADTTEIL = "stadtteil", _("part of town")


class Precision(TextChoices):
    """How exactly a place is known. Below ADDRESS the page says "about"; below POSTAL_CODE there is no distance."""

    ADDRESS = "address", _("exact address")
    POSTAL_CODE = "postal_code", _("postal code")
    MUNICIPALITY = "municipality", _("town only")
    KREIS = "kreis", _("district only")
    NONE = "none", _("no place")


class Visibility(TextChoices):
    FULL = "full", _("address is shown")
    PARTIAL = "partial", _("only postal code and town are shown")
    HIDDEN = "hidden", _("address is secret")


class LocationKind(TextChoices):
    PHYSICAL = "physical", _("a place")
    VIRTUAL = "virtual", _("phone or online")


class ContactKind(TextChoices):
    PHONE = "phone", _("phone")
    EMAIL = "email", _("e-mail")
    WEBSITE = "website", _("website")
    FAX = "fax", _("fax")


class LanguageMode(TextChoices):
    STAFF = "staff", _("spoken by the staff")
    INTERPRETER = "interpreter", _("interpreter in the house")
    ON_REQUEST = "on_request", _("interpreter on request")
    PHONE_VIDEO = "phone_video", _("interpreter by phone or video")


#: Modes that count as "stated"; the others as "can be arranged".
SPOKEN_AT_ONCE = frozenset({LanguageMode.STAFF, LanguageMode.INTERPRETER})


class FactGroup(TextChoices):
    """Facts that are checked together and age together."""

    ADDRESS = "address", _("address")
    CONTACT = "contact", _("contact")
    HOURS = "hours", _("opening hours")
    LANGUAGES = "languages", _("languages")
    CAPACITY = "capacity", _("takes new people, waiting time")
    OFFER = "offer", _("what is offered, and for whom")
    COST = "cost", _("cost")


class CheckOutcome(TextChoices):
    STATED = "stated", _("stated in a source")
    CONFIRMED = "confirmed", _("confirmed by the organization")
    ASKED = "asked", _("asked, no answer yet")
    REFUSED = "refused", _("the organization did not want to say")


class CheckMethod(TextChoices):
    SOURCE = "source", _("read in a source")
    PHONE = "phone", _("by phone")
    MAIL = "mail", _("by e-mail")
    VISIT = "visit", _("by a visit")


class DatePrecision(TextChoices):
    DAY = "day", _("day")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


class SourceKind(TextChoices):
    SEED = "seed", _("source document")
    WEB = "web", _("web page")
    LAW = "law", _("law or directive")
    OWN = "own", _("own knowledge, not checked")


class Criterion(TextChoices):
    AGE = "age", _("age")
    STATUS = "status", _("residence paper")
    SITUATION = "situation", _("situation")
    AREA = "area", _("home area")


class Verdict(IntegerChoices):
    """The order is the meaning: across criteria the smallest decides, across routes the largest."""

    NOT_FOR_YOU = 0, _("Another office can help you better.")
    ASK_FIRST = 1, _("Please ask first.")
    FITS = 2, _("This fits.")


class Situation(TextChoices):
    UNACCOMPANIED_MINOR = "unaccompanied_minor", _("under 18 and alone in Germany")
    PREGNANT = "pregnant", _("pregnant")
    VIOLENCE = "violence", _("violence")
    NO_INSURANCE = "no_insurance", _("no health insurance")
    DISABILITY = "disability", _("disability or long illness")
    FOUNDING_GROUP = "founding_group", _("wants to found or run a self-help group")
    OWN_WORK = "own_work", _("for my own work")


class AliasKind(TextChoices):
    ALSO = "also", _("also called")
    ABBREVIATION = "abbreviation", _("abbreviation")
    FORMER = "former", _("former name")


class PhraseKind(TextChoices):
    """What a typed word or phrase can mean. Needs and programmes have names and synonyms of their own; an age is a number."""

    PLACE = "place", _("place")
    NEED = "need", _("need")
    PROGRAMME = "programme", _("programme")
    LANGUAGE = "language", _("language")
    ACCESS = "access", _("way of access")
    AUDIENCE = "audience", _("for whom")
    PAPER = "paper", _("residence paper")
    AGE = "age", _("age")
    DEADLINE = "deadline", _("letter with a deadline")
    CRISIS = "crisis", _("crisis")
    IGNORE = "ignore", _("means nothing here")


#: What staff keep as phrases; needs and programmes keep theirs themselves.
PHRASES = [kind for kind in PhraseKind if kind not in (PhraseKind.NEED, PhraseKind.AGE)]


class PartnerRole(TextChoices):
    CARRIER = "carrier", _("carrier")
    PARTNER = "partner", _("partner")
    FUNDER = "funder", _("funder")
    MODEL = "model", _("model")


class ProposalState(TextChoices):
    OPEN = "open", _("open")
    ACCEPTED = "accepted", _("accepted")
    REFUSED = "refused", _("refused")


#: The seven needs that never stand in an address that we make, each with its reason in decision 0005.
SENSITIVE_NEEDS = frozenset({"gewalt", "krise", "papierlos", "queer", "handel", "schwanger", "sucht"})

#: Programmes whose help no residence status may close (design §4): a NOT_FOR_YOU by status is refused on save.
OPEN_TO_EVERY_STATUS = frozenset({"GEWALT", "SCHUTZHAUS", "KRISE", "OHNE_PAPIERE", "SOZPSY", "SUCHT", "SCHWANG", "OPFER_MH", "PSZ"})
