# The R end of the bridge, in base R: the language of encoding.py, and one question answered per call of answer().
# Sourced into an environment of its own by both kinds of child, worker.py and rscript.R.

scratch <- Sys.getenv("TMPDIR")  # where long vectors stand in files
long <- 64L

# ---- reading --------------------------------------------------------------------------------------------------------

escapes <- c(1:31, 127L, 92L)  # the backslash last: its own code must not be read as the start of another

unescape <- function(lines) {
  missing <- lines == "\\NA"
  escaped <- which(grepl("\\", lines, fixed = TRUE) & !missing)
  if (length(escaped)) {
    some <- lines[escaped]
    for (code in escapes) some <- gsub(sprintf("\\%02x", code), intToUtf8(code), some, fixed = TRUE)
    lines[escaped] <- some
  }
  lines[missing] <- NA_character_
  lines
}

from_file <- function(name, mode, n) {
  elements <- readBin(file.path(scratch, name), mode, n, endian = "little")
  if (length(elements) != n) stop("the file ", name, " does not hold ", n, " elements")
  elements
}

# y ~ rms::rcs(x1, 4) + x2 + rms::rcs(x1, 4):x2, of predictors by their places: what they are called is no part of it
model_formula <- function(described) {
  terms <- Map(function(entry, place) {
    x <- as.name(paste0("x", place))
    if (!length(entry)) return(x)
    as.call(list(call("::", quote(rms), as.name(entry[["function"]])), x, entry$numbers))
  }, described$entries, seq_along(described$entries))
  products <- lapply(described$interactions, function(places) Reduce(function(a, b) call(":", a, b), terms[places]))
  right <- Reduce(function(a, b) call("+", a, b), c(terms, products))
  stats::as.formula(call("~", quote(y), right), globalenv())
}

decode <- function(text) {
  lines <- strsplit(text, "\n", fixed = TRUE)[[1L]]
  at <- 0L
  take <- function(n) {
    at <<- at + n
    lines[seq.int(at - n + 1L, length.out = n)]
  }
  read <- function() {
    header <- strsplit(take(1L), " ", fixed = TRUE)[[1L]]
    n <- as.integer(header[2L])
    labels <- if (length(header) == 3L) unescape(take(n))
    elements <- function(mode) if (length(header) == 4L) from_file(header[4L], mode, n) else as.vector(take(n), mode)
    value <- switch(header[1L],
      null = NULL,
      logical = ,
      integer = ,
      double = elements(header[1L]),
      character = unescape(take(n)),
      factor = { codes <- elements("integer"); structure(codes, levels = read(), class = "factor") },
      formula = model_formula(read()),
      list = { elements <- vector("list", n); for (i in seq_len(n)) elements[i] <- list(read()); elements },
      stop("not a value: ", header[1L])
    )
    if (!is.null(value)) names(value) <- labels
    value
  }
  read()
}

# ---- writing --------------------------------------------------------------------------------------------------------

escape <- function(text, path) {
  foreign <- Encoding(text) == "latin1"
  text[foreign] <- enc2utf8(text[foreign])
  if (!all(validUTF8(text))) stop("text that is not valid UTF-8, at ", path, call. = FALSE)
  special <- which(grepl("[\001-\037\177\\\\]", text, perl = TRUE))
  if (length(special)) {
    some <- text[special]
    for (code in rev(escapes)) some <- gsub(intToUtf8(code), sprintf("\\%02x", code), some, fixed = TRUE)
    text[special] <- some
  }
  text[is.na(text)] <- "\\NA"
  text
}

type_of <- function(x) {
  shape <- if (!is.data.frame(x)) dim(x)
  if (length(shape) == 2L) return(paste("a", typeof(x), "matrix of", shape[1L], "x", shape[2L]))
  if (length(shape) > 2L) return(paste("a", typeof(x), "array of", length(shape), "dimensions"))
  if (is.object(x)) return(paste("an object of class", paste(class(x), collapse = "/")))
  paste("a value of type", typeof(x))
}

# Files are numbered anew in each answer: Python reads and removes them with it.
files <- 0L
to_file <- function(x) {
  files <<- files + 1L
  name <- paste0("answer-", files)
  writeBin(as.vector(unclass(x)), file.path(scratch, name), endian = "little")
  name
}

write_value <- function(x, path) {
  kind <- if (is.factor(x)) "factor" else if (is.null(x)) "null" else typeof(x)
  known <- kind %in% c("null", "logical", "integer", "double", "character", "list", "factor")
  if (!known || length(dim(x)) > 1L || (is.object(x) && kind != "factor"))
    stop(type_of(x), " cannot cross to Python, at ", path, call. = FALSE)
  labels <- names(x)
  if (anyNA(labels)) stop("a missing name, at ", path, call. = FALSE)
  twice <- anyDuplicated(labels)
  if (twice) stop("the name '", labels[twice], "' occurs twice, at ", path, call. = FALSE)
  file <- if (length(x) >= long && is.null(labels) && kind %in% c("logical", "integer", "double", "factor")) to_file(x)
  elements <- if (is.null(file)) switch(kind,
    null = character(),
    logical = ifelse(is.na(x), "NA", ifelse(x, "TRUE", "FALSE")),
    integer = sprintf("%d", x),
    double = sprintf("%a", x),
    character = escape(x, path),
    factor = sprintf("%d", unclass(x)),
    list = {
      steps <- if (is.null(labels)) sprintf("[[%d]]", seq_along(x)) else paste0("$", labels, recycle0 = TRUE)
      unlist(Map(write_value, unname(x), paste0(path, steps, recycle0 = TRUE), USE.NAMES = FALSE))
    }
  )
  c(paste(c(kind, length(x), if (!is.null(labels)) "named", if (!is.null(file)) c("in", file)), collapse = " "),
    if (!is.null(labels)) escape(labels, paste0("names(", path, ")")),
    unname(elements),
    if (kind == "factor") write_value(levels(x), paste0("levels(", path, ")")))
}

encode <- function(x, path = "value") {
  files <<- 0L
  paste0(paste(write_value(x, path), collapse = "\n"), "\n")
}

# ---- what a script may change and must not hand on -------------------------------------------------------------------

locale_categories <- c("LC_COLLATE", "LC_CTYPE", "LC_MONETARY", "LC_NUMERIC", "LC_TIME")

remember <- function() {
  list(
    options = options(), variables = unclass(Sys.getenv()), directory = getwd(),
    locale = vapply(locale_categories, Sys.getlocale, ""), search = search(), namespaces = loadedNamespaces(),
    connections = getAllConnections(), sinks = sink.number(), devices = grDevices::dev.list()
  )
}

restore <- function(before) {
  while (sink.number() > before$sinks) sink()
  sink(type = "message")
  for (device in rev(setdiff(grDevices::dev.list(), before$devices))) grDevices::dev.off(device)
  for (number in setdiff(getAllConnections(), before$connections)) close(getConnection(number))
  for (place in setdiff(search(), before$search)) detach(place, character.only = TRUE)
  setTimeLimit()
  setwd(before$directory)
  moved <- vapply(locale_categories, Sys.getlocale, "") != before$locale
  for (category in locale_categories[moved]) Sys.setlocale(category, before$locale[[category]])
  variables <- unclass(Sys.getenv())
  Sys.unsetenv(setdiff(names(variables), names(before$variables)))
  now <- variables[names(before$variables)]
  changed <- before$variables[is.na(now) | now != before$variables]
  if (length(changed)) do.call(Sys.setenv, as.list(changed))
  # A package that was loaded on the way brought options of its own, and will look for them ever after.
  fresh <- if (identical(loadedNamespaces(), before$namespaces)) setdiff(names(options()), names(before$options))
  options(c(before$options, stats::setNames(vector("list", length(fresh)), fresh)))
  RNGkind("default", "default", "default")
  rm(list = ls(globalenv(), all.names = TRUE), envir = globalenv())
}

# ---- one question ---------------------------------------------------------------------------------------------------

# What a package says and sets when it is loaded comes once a process: loaded beforehand, it is no part of any answer.
load_packages <- function(script, others) {
  code <- tryCatch(readLines(script, warn = FALSE), error = function(e) character())
  named <- c(unlist(regmatches(code, gregexpr("[[:alpha:]][[:alnum:].]*(?=::)", code, perl = TRUE))), others)
  load <- function(package) suppressWarnings(suppressMessages(try(loadNamespace(package), silent = TRUE)))
  absent <- setdiff(named, loadedNamespaces())
  if (length(absent)) utils::capture.output(for (package in absent) load(package))
}

ask <- function(script, name, arguments, page, tracer) {
  room <- new.env(parent = globalenv())
  sys.source(script, envir = room, keep.source = FALSE)
  called <- function() do.call(get(name, envir = room, mode = "function", inherits = FALSE), arguments, quote = TRUE)
  call <- if (is.null(page)) called else function() draw(called, page)
  if (!is.null(tracer)) return(told(tracer, call))
  value <- call()
  if (!is.list(value) || is.null(names(value)))
    stop("the value of ", name, "() is not a named list but ", type_of(value), call. = FALSE)
  value
}

# The answer is what was drawn at random on the way, as traced.R tells it, in the place of the value.
told <- function(tracer, call) {
  room <- new.env(parent = globalenv())
  sys.source(tracer, envir = room, keep.source = FALSE)
  room$traced(call)
}

# A figure's script only draws: the device is opened here. The answer to a PDF page is its content, line by line.
draw <- function(figure, page) {
  file <- if (is.null(page$file)) tempfile(fileext = ".pdf") else page$file
  format <- tools::file_ext(file)
  switch(format,
    pdf = grDevices::pdf(file, page$width, page$height, compress = FALSE),
    svg = grDevices::svg(file, page$width, page$height),
    png = grDevices::png(file, page$width, page$height, units = "in", res = page$resolution, type = "cairo"),
    tif = , tiff = grDevices::tiff(file, page$width, page$height, units = "in", res = page$resolution,
      compression = "lzw", type = "cairo"),
    eps = grDevices::postscript(file, width = page$width, height = page$height, paper = "special", onefile = FALSE,
      horizontal = FALSE),
    stop("R is not asked for figures in the format ", format, call. = FALSE)
  )
  device <- grDevices::dev.cur()
  tryCatch(figure(), finally = grDevices::dev.off(device))
  if (format != "pdf") return(list(file = file))
  lines <- readLines(file, warn = FALSE, encoding = "latin1")
  first <- match("1 J 1 j q", lines)
  if (is.na(first)) stop("nothing was drawn", call. = FALSE)
  list(content = enc2utf8(lines[seq.int(first, first - 1L + match("endstream", lines[-seq_len(first)]))]))
}

readable <- function(text) iconv(enc2utf8(text), "UTF-8", "UTF-8", sub = "byte")

answer <- function(request) {
  question <- decode(request)
  conditions <- list()
  say <- function(kind, texts) {
    conditions <<- c(conditions, lapply(texts, function(text) list(kind = kind, text = readable(text))))
  }
  load_packages(question$script, question$packages)
  before <- remember()
  room <- tempfile("call")
  dir.create(room)
  setwd(room)
  printed <- rawConnection(raw(), "w")
  sink(printed)
  heard <- 0L
  unheard <- function() {
    # The script may have closed every connection.
    bytes <- tryCatch(rawConnectionValue(printed), error = function(e) raw())
    fresh <- bytes[seq.int(heard + 1L, length.out = max(length(bytes) - heard, 0L))]
    heard <<- length(bytes)
    strsplit(readable(rawToChar(fresh[fresh != 0L])), "\n", fixed = TRUE)[[1L]]
  }
  hear <- function(kind, texts) {
    say("output", unheard())
    say(kind, sub("\n$", "", texts))
  }
  value <- tryCatch(
    withCallingHandlers(
      ask(question$script, question[["function"]], question$arguments, question$page, question$tracer),
      warning = function(w) { hear("warning", conditionMessage(w)); tryInvokeRestart("muffleWarning") },
      message = function(m) { hear("message", conditionMessage(m)); tryInvokeRestart("muffleMessage") }
    ),
    error = function(e) { hear("error", conditionMessage(e)); NULL }
  )
  say("output", unheard())
  restore(before)
  unlink(room, recursive = TRUE)
  tryCatch(
    encode(list(value = value, conditions = conditions), "answer"),
    error = function(e) {
      say("error", conditionMessage(e))
      encode(list(value = NULL, conditions = conditions), "answer")
    }
  )
}
