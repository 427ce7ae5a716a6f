" Vim without plugins: :make and :Pmlint on $DOCUMENT; what they list goes to $RESULT.
set nocompatible
execute 'set runtimepath^=' . fnameescape($EDITORS . '/vim')
runtime plugin/pmlint.vim

function! Listed(list, name) abort
  let found = filter(a:list, 'v:val.valid')
  let lines = map(found, 'printf("%d:%d %s", v:val.lnum, v:val.vcol ? v:val.col : 0, matchstr(v:val.text, "^\\[\\zs[^]]*"))')
  call writefile(lines, $RESULT . a:name)
endfunction

execute 'edit ' . fnameescape($DOCUMENT)
compiler pmlint
silent make!
call Listed(getqflist(), '.make')

" The text as it stands, not the file.
call deletebufline(bufnr(''), 1, '$')
call setline(1, readfile($DOCUMENT))
call append(0, '')
Pmlint
call Listed(getloclist(0), '.stdin')

" And on save, if it is asked for.
set buftype=
execute 'write! ' . fnameescape($RESULT . '.md')
call Listed(getloclist(0), '.off')
let g:pmlint_on_save = 1
1delete
write
call Listed(getloclist(0), '.save')
qall!
