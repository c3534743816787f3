"""The sentences of ``bot.texts.simplified.picking`` in English."""

PICK_DIVISION = "Choose by province"
NEXT_PAGE = "Next page"
PAGE_BEFORE = "Previous page"
LEVEL_UP = "Level up"
STOP_HERE = "This level is enough"
TYPE_IT = "I will type it"

PICK_PROVINCE = "Which province? Tap one, or simply type the place."
PICK_BELOW = "Where in {place}? Tap one, or type it."
PICK_TOWNSHIP = (
    "Which township of {place}? Tap one, or “This level is enough” if you are not sure. "
    "A school or village can be typed."
)
PAGE_OF = " (page {number} of {pages})"
NEAR = (
    "These counties are nearest to the location you sent. Which one is it? "
    "If none, tap “Choose by province” or type the place."
)
LOCATION_UNASKED = (
    "The location has arrived. To report a need here, tap “Report a need” first and send the "
    "location again when the place is asked for."
)
LOCATION_NOT_WANTED = "The place is not to be changed this time; the location was not used."
LOCATION_OUTSIDE = (
    "No county seat of China is near this location. Please write county, township and place."
)
