# The nomogram as a person types it, run from the person's own file: the code that `parity script --part nomogram` prints.
# It asks rms::datadist, rms::lrm, rms::nomogram; its last value is a named list. rms looks for limits among the globals.
nomogram_as_typed <- function(code, folder) {
  before <- setwd(folder)
  on.exit(setwd(before))
  eval(parse(text = code, keep.source = FALSE, encoding = "UTF-8"), globalenv())
}
