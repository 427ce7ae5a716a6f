" Vim with ALE and the language server; what ALE lists goes to $RESULT.
set nocompatible
set runtimepath^=/usr/share/vim-ale
execute 'set runtimepath^=' . fnameescape($EDITORS . '/vim')
let g:ale_linters = {'markdown': ['pmlint']}
let g:ale_linters_explicit = 1
runtime plugin/ale.vim
execute 'edit ' . fnameescape($DOCUMENT)
set filetype=markdown
ALELint
let s:tries = 0
while s:tries < 600 && empty(ale#engine#GetLoclist(bufnr('')))
  sleep 100m
  let s:tries += 1
endwhile
let s:found = copy(ale#engine#GetLoclist(bufnr('')))
call writefile(map(s:found, 'printf("%d %s", v:val.lnum, get(v:val, "code", ""))'), $RESULT)
qall!
