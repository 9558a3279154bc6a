# Values that come and go.
echo <- function(...) list(...)

types <- function(...) lapply(list(...), function(x) c(typeof(x), class(x), as.character(length(x)), sum(is.na(x))))

# The bits of doubles, as R holds them.
bits <- function(x) {
  one <- function(number) paste(as.character(writeBin(number, raw(), endian = "big")), collapse = "")
  list(bits = vapply(x, one, ""))
}

every_kind <- function() {
  list(
    nothing = NULL, yes = TRUE, unknown = NA, count = -7L, missing_count = NA_integer_, third = 1 / 3,
    missing_number = NA_real_, not_a_number = NaN, infinite = -Inf, zero = -0, text = "a\tb",
    missing_text = NA_character_, logicals = c(TRUE, NA, FALSE), integers = c(1L, NA, 100000L),
    numbers = c(0.1, NA, NaN, Inf), texts = c("NA", NA, ""), named = c(a = 1, b = NA), named_one = c(only = 2L),
    empty = numeric(), factor = factor(c("b", NA, "a"), levels = c("b", "a")),
    list = list(inner = list(1, "two")),
    table_by = tapply(c(1, 2, 4), c("x", "y", "y"), sum), latin = iconv("\u00e9", "UTF-8", "latin1")
  )
}

a_matrix <- function() list(fit = list(inverse = matrix(1, 2, 3)))
a_frame <- function() list(data = data.frame(x = 1))
a_function <- function() list(rule = mean)
a_date <- function() list(when = list(1, as.Date("2020-01-01")))
an_s4_object <- function() {
  model <- methods::setClass("Model", slots = c(x = "numeric"), where = environment())
  list(model = model(x = 1))
}
a_complex_number <- function() list(root = 1i)
invalid_text <- function() list(x = c("ok", rawToChar(as.raw(c(0x61, 0xff)))))
twice_the_same_name <- function() list(estimates = c(age = 1, sex = 2, age = 3))
no_names <- function() list(1, 2)

long_of_every_kind <- function() {
  list(
    doubles = rep(c(0.1, -Inf), 50), integers = rep(c(1L, -2147483647L), 50), logicals = rep(c(TRUE, FALSE), 50),
    doubles_missing = rep(c(NA, NaN), 50), integers_missing = rep(c(NA, 7L), 50),
    logicals_missing = rep(c(NA, FALSE), 50), factor = factor(rep(c("b", NA), 50), levels = c("b", "a")),
    named = structure(as.double(1:100), names = paste0("n", 1:100)), texts = rep(c("a", NA), 50), row = array(1.5, 100)
  )
}
long_and_a_matrix <- function(x) list(x = x, matrix = matrix(1, 2, 3))

spoil <- function(x, columns) {
  x[1] <- 0
  attr(x, "spoilt") <- TRUE
  names(x) <- seq_along(x)
  columns$x[1] <- -1
  columns$group[1] <- "c"
  levels(columns$group) <- c("c", "b", "a")
  sort(x)
  list(first = list(x[[1]], columns$x[1], as.character(columns$group[1])))
}

written <- function(formula) list(text = deparse(formula, width.cutoff = 500L), class = class(formula))
