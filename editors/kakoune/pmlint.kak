# Into your kakrc; then :lint checks the buffer, saved or not, and :lint-next-message steps on.
hook global WinSetOption filetype=markdown %{
    # Kakoune hands over a copy of the text, and expects `file:line:column: kind: message`.
    set-option window lintcmd %{ run() {
        pmlint --color never check --quiet --output-format concise --stdin-filename "$kak_buffile" - < "$1" |
            sed -E 's/^(.*:[0-9]+:[0-9]+: )([a-z]+)\[([a-z0-9/-]+)\]/\1\2: \3:/'
    } && run }
}
