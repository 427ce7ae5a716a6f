;;; pmlint.el --- Findings in incident postmortems, with Eglot  -*- lexical-binding: t; -*-

;; License: MIT OR Apache-2.0
;; Package-Requires: ((emacs "28.1") (eglot "1.9"))

;;; Commentary:

;; Put this file on your `load-path' and (require 'pmlint) into your init file.
;; Eglot then starts `pmlint lsp' in each Markdown buffer that visits a file; in
;; those that are no postmortems it stays silent.  Eglot is part of Emacs 29; for
;; Emacs 28 it is a package.
;;
;; Eglot runs one server for each mode.  If you use another one for Markdown, set
;; `pmlint-auto' to nil and start this one by hand with C-u M-x eglot.

;;; Code:

(require 'eglot)

(defgroup pmlint nil
  "Findings in incident postmortems."
  :group 'tools)

(defcustom pmlint-program "pmlint"
  "The program."
  :type 'string)

(defcustom pmlint-profile nil
  "The profile to hold documents to, or nil for that of pmlint.toml."
  :type '(choice (const nil) string))

(defcustom pmlint-inlay-hints nil
  "Whether the entries of a timeline show the time since the start."
  :type 'boolean)

(defcustom pmlint-auto t
  "Whether the server is started in each Markdown buffer."
  :type 'boolean)

(defun pmlint-contact (&optional _interactive)
  "How Eglot starts the server."
  (list pmlint-program "lsp"
        :initializationOptions
        (list :pmlint (append (and pmlint-profile (list :profile pmlint-profile))
                              (list :inlayHints (if pmlint-inlay-hints t :json-false))))))

(defun pmlint-ensure ()
  "Start the server for a Markdown file if `pmlint-auto' says so."
  (when (and pmlint-auto buffer-file-name)
    (eglot-ensure)))

(add-to-list 'eglot-server-programs '((markdown-mode gfm-mode) . pmlint-contact))
(add-hook 'markdown-mode-hook #'pmlint-ensure)

(provide 'pmlint)
;;; pmlint.el ends here
