export { findQuestions, findQuestionsInCells, type Question } from './find-questions.js';
