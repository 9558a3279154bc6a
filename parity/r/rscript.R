# A child that is R itself: Rscript --vanilla rscript.R <protocol.R> <descriptor of requests> <descriptor of replies>
# A frame is the number of bytes (4, big-endian) and as many bytes of UTF-8. The first frame sent is "ready".
# The descriptors are opened anew for each frame: a script that closes all of R's connections cannot close these.
local({
  given <- commandArgs(trailingOnly = TRUE)
  protocol <- new.env(parent = baseenv())
  sys.source(given[1L], envir = protocol, keep.source = FALSE)
  receive <- function() {
    pipe <- file(paste0("/dev/fd/", given[2L]), "rb", raw = TRUE)
    on.exit(close(pipe))
    size <- readBin(pipe, "integer", 1L, size = 4L, endian = "big")
    if (length(size) == 0L) return(NULL)
    text <- rawToChar(readBin(pipe, "raw", size))
    Encoding(text) <- "UTF-8"
    text
  }
  send <- function(text) {
    bytes <- charToRaw(text)
    pipe <- file(paste0("/dev/fd/", given[3L]), "wb", raw = TRUE)
    on.exit(close(pipe))
    writeBin(length(bytes), pipe, size = 4L, endian = "big")
    writeBin(bytes, pipe)
  }
  send("ready")
  while (!is.null(request <- receive())) send(protocol$answer(request))
})
