# The analysis as a person types it, run from the person's own file: the code that `parity script` prints.
# It asks stats::glm, pROC::roc, ResourceSelection::hoslem.test; its last value is a named list.
as_typed <- function(code, folder) {
  before <- setwd(folder)
  on.exit(setwd(before))
  eval(parse(text = code, keep.source = FALSE, encoding = "UTF-8"), new.env(parent = globalenv()))
}
