# What a person sees (on stderr), and what is remembered between runs.

say() { printf 'setup: %s\n' "$*" >&2; }

# absent WHAT COMMAND: what is not here, and the command that would get it
absent() { say "not here: $1. To get it: $2"; }

# step WHAT COMMAND...: one line for a person, the command's own output in the log
step() {
    local what=$1 start=$SECONDS status=0
    shift
    say "$what ..."
    printf '\n== %s: %s\n$ %s\n' "$(date -u +%FT%TZ)" "$what" "$*" >>"$log"
    "$@" >>"$log" 2>&1 </dev/null 9>&- || status=$?
    if ((status == 0)); then say "    done in $((SECONDS - start)) s"
    else say "    failed after $((SECONDS - start)) s (exit $status); see $log"; fi
    return "$status"
}

# An attempt that failed is not repeated under the same circumstances, unless with RETRY=1.
failed_before() { [[ -z ${RETRY:-} && "$(cat ".setup/failed-$1" 2>/dev/null)" == "$2" ]]; }
remember_failure() { printf '%s' "$2" >".setup/failed-$1"; }
forget_failures() { rm -f .setup/failed-*; }
