# The decision curve as a person types it, run from the person's own file: what `parity script --part dcurves` prints.
# It asks stats::glm, dcurves::dca; its last value is a named list.
decision_curve_as_typed <- function(by_dcurves, folder) {
  before <- setwd(folder)
  on.exit(setwd(before))
  eval(parse(text = by_dcurves, keep.source = FALSE, encoding = "UTF-8"), new.env(parent = globalenv()))
}
