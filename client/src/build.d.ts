/** Of this release; set by the build. */
declare const APP_VERSION: string;
/** Where the build puts what pdf.js reads beside its code; set by the build. */
declare const PDFJS_PATH: string;
