"""Many needs in one sheet."""

SHEET_DAMAGED = (
    "这个表格打不开，可能没有传完整，或不是表格文件。请打开确认后，另存为 xlsx 或 csv 再发。"
)
SHEET_UNFOLDS = "这个表格解开后异常地大，为了安全没有打开。请把要上报的内容复制到模板里，存好再发。"
SHEET_ENCRYPTED = "这个表格设有密码，打不开。请去掉密码，另存一份再发。"
SHEET_OLD = "这是旧版表格（xls 或 et），读不了。请打开后另存为 xlsx 再发。"
SHEET_TOO_LARGE = (
    "这个表格有 {size:.1f} MB，一次最多读 {limit} MB。请去掉图片，或分成几个文件再发。"
)
SHEET_TOO_LONG = "这个表格太长了。一次最多上报 {limit} 行，请去掉多余的行，或分成几个文件再发。"
SHEET_NO_HEADINGS = (
    "这个表格里没有找到要上报的内容：前几行里要有“地点”“需要什么”这样的列名。"
    "请按模板填写；要模板，请发“批量上报”。"
)
SHEET_LACKS_COLUMNS = "这个表格缺少必填的列：{labels}。请补上后，把整个文件再发一次。"
SHEET_EMPTY = "这个表格里还没有填写内容。请从列名下面开始，一行写一份需求，存好再发。"

# What is wrong with a cell, and what to write.
CELL_MISSING = "这一格必须填。{example}"
CELL_FORMULA = "这一格是公式，没有保存结果。请直接写内容。"
CELL_ERROR = "这一格的公式出错了。请直接写内容。"
CELL_DOUBTFUL = "如果是指“{value}”，请照这样写全。"
CELL_AMBIGUOUS = "有 {count} 种可能：{values}。请写全是哪一个。"
CELL_AMBIGUOUS_MANY = "有 {count} 种可能，比如：{values}。请写全是哪一个。"
ROW_MASKED = "电话、证件或银行卡号码已隐去，没有保存。"
CELL_TOO_LONG = "这一格太长了，请控制在 {limit} 字以内，其余的写到情况说明里。"

# The template, and the sheet given back.
TEMPLATE_SHEET = "上报"
TEMPLATE_HELP_SHEET = "填写说明"
TEMPLATE_PICK = "请从下拉列表里选一个。"
TEMPLATE_MUST = "必填"
TEMPLATE_MAY = "可以不填"
TEMPLATE_HELP_HEADINGS = ("列名", "是否必填", "填什么", "怎么写")
TEMPLATE_HELP = (
    "1. 在“上报”这一页填写，从第 3 行开始，一行写一份需求，最多 {limit} 行。",
    "2. 列名带 * 的必须填，其他的可以空着，以后再补。列的顺序可以变，列名请不要改。",
    "3. 请不要写受助人的姓名、身份证号、电话、住址、病历。电话和证件号码会自动隐去。",
    "4. 填好后把文件发到聊天里。先逐行检查，再由您确认，确认之前什么都不会提交。",
    "5. 有问题的行改好后，把整个文件再发一次就行，已经提交的行不会重复建工单。",
)
ANNOTATED_NAME = "{name}-逐行结果.xlsx"

# The rows, before anything is submitted.
SHEET_READ = "“{name}”里读到 {count} 行：{parts}。"
SHEET_COUNTS = {
    "ready": "{count} 行可以提交",
    "alike": "{count} 行可能和已有工单重复",
    "faulty": "{count} 行有问题",
    "known": "{count} 行已经上报过",
    "repeated": "{count} 行和前面的重复",
}
CARD_ROWS = "逐行检查"
ROW_NUMBER = "第 {row} 行"
ROW_MARKS = {
    "ready": "可提交",
    "alike": "可能重复",
    "faulty": "有问题",
    "known": "已上报",
    "repeated": "重复",
}
ROW_READY = "可以提交。"
ROW_KNOWN = "已经是工单 {number}（{status}），不会再建。"
ROW_ALIKE = (
    "可能和工单 {numbers} 是同一件事。是的话，请从表格里删去这一行再发；不是的话，照样可以提交。"
)
ROW_REPEATED = "和第 {row} 行的内容一样，不会再建。"
ROW_REMARK = "第 {row} 行：{remark}"
ROWS_MORE = "还有 {count} 行没有列出，全部结果在下面的表格里。"
REMARKS_MORE = "另有 {count} 处说明，见表格。"
ROWS_HIDDEN = "有 {count} 行是隐藏的，没有读。要一起上报，请取消隐藏后再发。"
COLUMNS_UNUSED = "没有用到的列：{labels}。"
CELL_SAID = "{column}“{said}”：{message}"
CELL_WRONG = "{column}：{message}"

# Around the sheet.
MENU_BATCH = "批量上报"
SHEET_BEFORE_CONSENT = "这个表格还没有保存。请先选择是否同意，同意后再发一次。"
SHEET_AGAIN = "请把有问题的格子改好，再把整个文件发到这里。"
SHEET_NOTHING_NEW = "这个表格里的内容都已经上报过，没有新的工单要建。"
SHEET_NOT_NOW = "这个表格已作为材料收好，没有逐行上报。要按表格逐行上报，请先发“批量上报”。"
SHEET_STOPPED = "好的，没有提交。需要时再发“批量上报”，或直接把表格发来。"
ROWS_SUBMITTED = (
    "已提交 {count} 份，工单号是 {numbers}。\n接下来由工作人员逐份审核。需要补充或有结果时，"
    "会在这里告诉您；也可以随时点“我的上报”看进度。"
)
ROWS_LEFT = "还有 {count} 行有问题，没有提交。改好后把整个文件再发一次就行，已提交的不会重复。"
NUMBERS_FROM_TO = "{first} 到 {last}"
