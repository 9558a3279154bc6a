# What must not end a run.
endless_loop <- function() repeat {}
endless_recursion <- function() {
  deeper <- function(n) deeper(n + 1)
  deeper(1)
}
quits <- function() quit(status = 3)
segfaults <- function() tools::pskill(Sys.getpid(), 11)
leaves_a_process_behind <- function() {
  system("sleep 600 &")
  quit(status = 4)
}
complains_and_quits <- function() {
  cat("the last words\n", file = stderr())
  quit(status = 5)
}
answers <- function() list(answer = 42L)
process <- function() list(pid = Sys.getpid())
