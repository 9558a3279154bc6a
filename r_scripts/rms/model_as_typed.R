# The model as a person types it, run from the person's own file: what `parity script --part lrm` prints.
# It asks rms::lrm; its last value is a named list.
model_as_typed <- function(code, folder) {
  before <- setwd(folder)
  on.exit(setwd(before))
  eval(parse(text = code, keep.source = FALSE, encoding = "UTF-8"), new.env(parent = globalenv()))
}
