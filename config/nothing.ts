// Stands in for the optional parts of jsPDF that this app never calls.
export default undefined
