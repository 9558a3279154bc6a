"""The R side: a supervised child process that holds R, and the typed values that cross to it.

    encoding.py      the language: values as text, bit for bit; how Python writes it
    decoding.py      how Python reads it
    protocol.R       the same in base R; asks one function of one script and collects what R says beside the value
    traced.R         what one function draws at random on the way
    worker.py        a child that embeds R through rpy2        } one protocol,
    rscript.R        a child that is Rscript itself            } the same bytes
    bridge.py        the names of these two
    child.py         the process, its pipes and its end
    files.py         long vectors beside the text, in the child's scratch directory
    supervisor.py    starts, times out and restarts the child; `RSession` is what the rest of parity uses
    answer.py        what comes of a question: the value, and what R said beside it (condition.py)
    environment.py   which R is here, what it is made of, whether rpy2 fits it; the environment a child runs in
    errors.py        what can go wrong with R as a process; what goes wrong in R is data

Nothing here imports rpy2 into the parent process.
"""
