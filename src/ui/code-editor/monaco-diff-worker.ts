/** The worker in which Monaco compares two texts, as a file of our own: from anywhere else the page's policy refuses it. */
import 'monaco-editor/editor/editor.worker';
