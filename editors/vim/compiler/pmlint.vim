" :compiler pmlint, then :make checks the file and :cnext steps through the findings.
if exists('current_compiler')
  finish
endif
let current_compiler = 'pmlint'

let s:cpo = &cpo
set cpo&vim
CompilerSet makeprg=pmlint\ --color\ never\ check\ --quiet\ --output-format\ concise\ %:S
" Columns count characters: %v, not %c, which counts bytes.
CompilerSet errorformat=%f:%l:%v:\ %t%*[a-z]%m,%-G%.%#
let &cpo = s:cpo
