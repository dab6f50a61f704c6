// A folder that is opened without a server can be searched; browsers then give no script the pages themselves, of
// which a result's excerpt is made.
if (window.location.protocol === "file:" && typeof DOCUMENTATION_OPTIONS !== "undefined") {
  DOCUMENTATION_OPTIONS.SHOW_SEARCH_SUMMARY = false;
}
