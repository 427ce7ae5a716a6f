" :Pmlint checks the text as it stands, saved or not, and fills the location list.
" With  let g:pmlint_on_save = 1  it does so whenever a Markdown file is saved.
if exists('g:loaded_pmlint')
  finish
endif
let g:loaded_pmlint = 1

function! s:check() abort
  let name = expand('%:p') ==# '' ? 'untitled.md' : expand('%:p')
  let command = 'pmlint --color never check --quiet --output-format concise --stdin-filename '
  let lines = systemlist(command . shellescape(name) . ' -', getline(1, '$'))
  if v:shell_error > 1 || v:shell_error < 0
    echohl ErrorMsg | echomsg 'pmlint: ' . join(lines, ' ') | echohl None
    return
  endif
  " Columns count characters: %v, not %c, which counts bytes.
  let format = '%f:%l:%v: %t%*[a-z]%m,%-G%.%#'
  call setloclist(0, [], 'r', {'title': 'pmlint', 'lines': lines, 'efm': format})
  let found = len(getloclist(0))
  echomsg found == 0 ? 'pmlint: nothing found' : 'pmlint: ' . found . ' found, see :lopen'
endfunction

command! -bar Pmlint call s:check()

augroup pmlint
  autocmd!
  autocmd BufWritePost *.md,*.markdown if get(g:, 'pmlint_on_save') | Pmlint | endif
augroup END
