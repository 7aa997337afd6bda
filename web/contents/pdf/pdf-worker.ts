// Reads PDFs in a thread of its own. It has no document, and nothing in a file is run.
import 'pdfjs-dist/legacy/build/pdf.worker.min.mjs';
