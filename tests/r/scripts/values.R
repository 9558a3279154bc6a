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
    missing_number = NA_real_, not_a_number = NaN, infinite = -Inf, zero = -0, text = "a\tb", missing_text = NA_character_,
    logicals = c(TRUE, NA, FALSE), integers = c(1L, NA, 100000L), numbers = c(0.1, NA, NaN, Inf), texts = c("NA", NA, ""),
    named = c(a = 1, b = NA), named_one = c(only = 2L), empty = numeric(), factor = factor(c("b", NA, "a"), levels = c("b", "a")),
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
