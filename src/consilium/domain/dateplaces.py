"""Which of day and month a paper's places write first: states and large cities of the United States, and those of
countries that put the day first; and what weekdays and days without a year show."""

from __future__ import annotations

import re
from datetime import date

from consilium.domain.headingdates import WEEKDAY

# The place stands in the paper's first lines.
_HEAD_LINES, _HEAD_CHARS = 4, 600
_STATES = (
    "Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Hawaii|Idaho|Illinois|Indiana"
    "|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana"
    "|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio|Oklahoma|Oregon"
    "|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas|Utah|Vermont|West Virginia|Wisconsin"
    "|Wyoming"
)
_CITIES = (
    "Albuquerque|Anchorage|Atlanta|Austin|Baltimore|Boise|Boston|Brooklyn|Buffalo|Charlotte|Charleston|Chicago"
    "|Cincinnati|Cleveland|Dallas|Dayton|Denver|Des Moines|Detroit|El Paso|Fort Worth|Fresno|Grand Rapids|Honolulu"
    "|Houston|Indianapolis|Jacksonville|Kansas City|Knoxville|Las Vegas|Los Angeles|Louisville|Madison|Memphis|Miami"
    "|Milwaukee|Minneapolis|Nashville|New Orleans|Norfolk|Oakland|Oklahoma City|Omaha|Orlando|Palo Alto|Philadelphia"
    "|Phoenix|Pittsburgh|Portland|Providence|Raleigh|Reno|Richmond|Sacramento|Salt Lake City|San Antonio|San Diego"
    "|San Francisco|San Jose|Santa Fe|Savannah|Seattle|Spokane|St\\.? Louis|St\\.? Paul|Tampa|Tucson|Tulsa|Wichita"
)
_CODES = (
    "AL|AK|AZ|AR|CA|CO|CT|DE|FL|GA|HI|ID|IL|IN|IA|KS|KY|LA|ME|MA|MI|MN|MS|MO|MT|NE|NV|NH|NJ|NM|NY|NC|ND|OH|OK|OR|RI"
    "|SC|SD|TN|TX|UT|VT|VA|WA|WV|WI|WY"
)
_MONTH_FIRST = re.compile(
    rf"\b(?:{_STATES}|{_CITIES})\b|,\s?(?:{_CODES})\b(?!\.\d)|(?<=[a-z] )(?:{_CODES})(?=\s*(?:$|[.,)]))",
    re.MULTILINE,
)
_DAY_FIRST = re.compile(
    r"\b(?:England|Scotland|Wales|Northern Ireland|Ireland|United Kingdom|U\.?K\.?|London|Manchester|Birmingham|Leeds"
    r"|Glasgow|Edinburgh|Cardiff|Swansea|Belfast|Bristol|Liverpool|Sheffield|Leicester|Nottingham|Southampton|Oxford"
    r"|Norwich|Plymouth|Exeter|Aberdeen|Dundee|Newcastle|Sunderland|Coventry|Stoke|Hull|Bradford|Dublin|Cork|Galway"
    r"|Limerick|Waterford|Sligo|Australia|New Zealand|Sydney|Melbourne|Brisbane|Perth|Adelaide|Hobart|Canberra|Darwin"
    r"|NSW|QLD|Queensland|Tasmania|Auckland|Wellington|Christchurch|Dunedin|Hamilton|India|Mumbai|New Delhi|Delhi"
    r"|Chennai|Kolkata|Bengaluru|Bangalore|Hyderabad|Pune|Ahmedabad|Kochi|Vellore|Lucknow|Jaipur|Chandigarh|Coimbatore"
    r"|Kozhikode|Trichy|Madurai|Nagpur|Bhopal|Indore|Patna|Thiruvananthapuram|Trivandrum|Mangalore|Mysore|Kerala"
    r"|Tamil Nadu|Maharashtra|Karnataka|Gujarat|Punjab|Pakistan|Karachi|Lahore|Islamabad|Bangladesh|Dhaka|Sri Lanka"
    r"|Colombo|Nepal|Kathmandu|Nigeria|Lagos|Ibadan|Abuja|Ghana|Accra|Kenya|Nairobi|Uganda|Kampala|Tanzania"
    r"|South Africa|Cape Town|Johannesburg|Durban|Pretoria|Malaysia|Kuala Lumpur|Singapore)\b"
)
# Cities of both, and countries that write in every way.
_EITHER = re.compile(
    r"\b(?:Canada|Ontario|Quebec|Alberta|Manitoba|Saskatchewan|British Columbia|Nova Scotia|Philippines|Toronto"
    r"|Montreal|Vancouver|Calgary|Ottawa|Winnipeg|Halifax)\b|, ?(?:ON|BC|AB|QC|MB|SK|NS|NB|NL)\b"
)
# `on 7/16`, `since 16/7`: a day without a year.
_YEARLESS = re.compile(
    r"\b(?:on|since|from|until|till|by|dated|drawn|given|placed|done|set for|starting|started|began|CT|MRI|PET|echo|US)"
    r"\s(?:of\s)?(\d{1,2})/(\d{1,2})(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
_ON_WEEKDAY = re.compile(
    rf"\b({WEEKDAY})[ ,.]{{1,2}}(?:the )?(\d{{1,2}})([/.-])(\d{{1,2}})\3(20\d\d|\d\d)(?!\d)", re.IGNORECASE
)
_WEEKDAYS = ("mo", "tu", "we", "th", "fr", "sa", "su")
_MONTHS, _DAYS, _CENTURY = 12, 31, 2000


def order_of_places(text: str) -> str:
    """ "dmy" or "mdy" by the places that the first lines name; "" where they name none or both."""
    head = "\n".join(text[:_HEAD_CHARS].splitlines()[:_HEAD_LINES])
    if _EITHER.search(head) is not None:
        return ""
    day_first, month_first = _DAY_FIRST.search(head) is not None, _MONTH_FIRST.search(head) is not None
    return "" if day_first == month_first else "dmy" if day_first else "mdy"


def order_of_days(text: str) -> str:
    """The order by days that a weekday stands before, else by days without a year that have a part over 12; "" where
    they tell none or contradict each other."""
    votes = {vote for found in _ON_WEEKDAY.finditer(text) if (vote := _by_weekday(found))}
    votes = votes or {vote for found in _YEARLESS.finditer(text) if (vote := _by_size(int(found[1]), int(found[2])))}
    return votes.pop() if len(votes) == 1 else ""


def _by_weekday(found: re.Match[str]) -> str:
    weekday = found[1][:2].lower()
    if weekday not in _WEEKDAYS:
        return ""
    first, second, year = int(found[2]), int(found[4]), int(found[5])
    year += 0 if year > _CENTURY else _CENTURY
    day_first = _is_on(year, second, first, _WEEKDAYS.index(weekday))
    month_first = _is_on(year, first, second, _WEEKDAYS.index(weekday))
    return "" if day_first == month_first else "dmy" if day_first else "mdy"


def _is_on(year: int, month: int, day: int, weekday: int) -> bool:
    try:
        return date(year, month, day).weekday() == weekday
    except ValueError:
        return False


def _by_size(first: int, second: int) -> str:
    if _MONTHS < first <= _DAYS and 0 < second <= _MONTHS:
        return "dmy"
    return "mdy" if _MONTHS < second <= _DAYS and 0 < first <= _MONTHS else ""
