"""Many needs in one sheet. The sheet itself is in Chinese, like the needs in it."""

SHEET_DAMAGED = (
    "This sheet cannot be opened: it may be incomplete, or no sheet at all. Please open it, save "
    "it as xlsx or csv and send it again."
)
SHEET_UNFOLDS = (
    "This sheet would unfold too far, so it was not opened. Please copy what you want to report "
    "into the template, save it and send that."
)
SHEET_ENCRYPTED = "This sheet has a password. Please save it without one and send it again."
SHEET_OLD = "This is an old sheet (xls or et). Please save it as xlsx and send it again."
SHEET_TOO_LARGE = (
    "This sheet has {size:.1f} MB; at most {limit} MB are read. Please take out pictures, or send "
    "several files."
)
SHEET_TOO_LONG = (
    "This sheet is too long. At most {limit} rows can be reported at once: please take out what is "
    "not needed, or send several files."
)
SHEET_NO_HEADINGS = (
    "There is nothing to report in this sheet: one of its first rows must have headings such as "
    "地点 and 需要什么. Please use the template: say “Template” to get it."
)
SHEET_LACKS_COLUMNS = (
    "Columns are missing that must be there: {labels}. Please add them and send the file again."
)
SHEET_EMPTY = (
    "Nothing is filled in yet. Please begin below the headings, one need a row, save it and send "
    "it again."
)

CELL_MISSING = "Must be filled in. {example}"
CELL_FORMULA = "A formula without a saved result. Please write the content itself."
CELL_ERROR = "The formula failed. Please write the content itself."
CELL_DOUBTFUL = "If {value} is meant, please write exactly that."
CELL_AMBIGUOUS = "There are {count} of that name: {values}. Please write which one in full."
CELL_AMBIGUOUS_MANY = (
    "There are {count} of that name, such as {values}. Please write which one in full."
)
ROW_MASKED = "Phone, ID or bank card numbers were hidden and not stored."
CELL_TOO_LONG = "Too long: at most {limit} characters. The rest belongs into 情况说明."

TEMPLATE_SHEET = "上报"
TEMPLATE_HELP_SHEET = "填写说明"
TEMPLATE_PICK = "Please choose from the list."
TEMPLATE_MUST = "required"
TEMPLATE_MAY = "may be left empty"
TEMPLATE_HELP_HEADINGS = ("Column", "Required", "What", "How")
TEMPLATE_HELP = (
    "1. Fill in the sheet 上报 from row 3, one need a row, at most {limit} rows.",
    "2. Columns with * must be filled in. Their order may change, their names should not.",
    "3. No names, ID numbers, phone numbers, addresses or medical records of those to be helped.",
    "4. Send the file in the chat. It is checked row by row; nothing is submitted before you say.",
    "5. Mend what is wrong and send the whole file again: nothing is submitted twice.",
)
ANNOTATED_NAME = "{name}-逐行结果.xlsx"

SHEET_READ = "“{name}” has {count} rows: {parts}."
SHEET_COUNTS = {
    "ready": "{count} can be submitted",
    "alike": "{count} may repeat a ticket there is",
    "faulty": "{count} need a correction",
    "known": "{count} are submitted already",
    "repeated": "{count} repeat another row",
}
CARD_ROWS = "Row by row"
ROW_NUMBER = "Row {row}"
ROW_MARKS = {
    "ready": "good",
    "alike": "perhaps twice",
    "faulty": "to correct",
    "known": "submitted",
    "repeated": "repeated",
}
ROW_READY = "Can be submitted."
ROW_KNOWN = "Is ticket {number} ({status}) already; none is opened."
ROW_ALIKE = (
    "Perhaps the same as ticket {numbers}. If it is, please delete this row and send the sheet "
    "again; if not, it can be submitted all the same."
)
ROW_REPEATED = "Says the same as row {row}; no ticket is opened."
ROW_REMARK = "Row {row}: {remark}"
ROWS_MORE = "{count} more rows are not listed; the sheet below has all of them."
REMARKS_MORE = "{count} more remarks stand in the sheet."
ROWS_HIDDEN = "{count} hidden rows were not read. To report them too, unhide them and send again."
COLUMNS_UNUSED = "Columns of no use here: {labels}."
CELL_SAID = "{column} “{said}”: {message}"
CELL_WRONG = "{column}: {message}"

MENU_BATCH = "Many at once"
SHEET_BEFORE_CONSENT = (
    "This sheet is not stored yet. Please choose whether you agree, then send it again."
)
SHEET_AGAIN = "Please correct the cells and send the whole file here again."
SHEET_NOTHING_NEW = "All of this sheet is submitted already; there is no ticket to open."
SHEET_NOT_NOW = (
    "This sheet was kept as material, not read row by row. To report its rows, say “Many at once” "
    "first."
)
SHEET_STOPPED = "Nothing was submitted. Say “Many at once” or send a sheet whenever you like."
ROWS_SUBMITTED = (
    "{count} submitted, tickets {numbers}.\nStaff review each of them. You are told here when "
    "something is missing or decided; “My reports” shows where they stand."
)
ROWS_LEFT = (
    "{count} rows need a correction and were not submitted. Correct them and send the whole file "
    "again: nothing is submitted twice."
)
NUMBERS_FROM_TO = "{first} to {last}"
